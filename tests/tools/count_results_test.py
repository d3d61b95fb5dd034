#!/usr/bin/python3
"""ops/count_results: what counts as a test that ran, and when a run is red."""

import pathlib
import subprocess
import tempfile
import unittest

COUNT = pathlib.Path(__file__).resolve().parents[2] / "ops" / "count_results"
PASSED = '<testcase name="one" status="run"/>'
FAILED = '<testcase name="two" status="run"><failure message="no"/></testcase>'
FAILED_SUITE = '<testcase name="{}" status="fail"><failure message="no"/></testcase>'


class CountResults(unittest.TestCase):
    def counted(self, suites, files):
        """What is printed of ctest's suites, with the cases in the files of some of them."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            (path / "ctest.xml").write_text(f"<testsuite>{''.join(suites)}</testsuite>", encoding="utf-8")
            for name, cases in files.items():
                (path / f"{name}.xml").write_text(f"<testsuites>{cases}</testsuites>", encoding="utf-8")
            ran = subprocess.run(
                [COUNT, path / "ctest.xml", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False
            )
            return ran.returncode, ran.stdout.strip()

    def suite(self, name):
        return f'<testcase name="{name}" status="run"/>'

    def test_cases_are_counted(self):
        self.assertEqual(self.counted([self.suite("unit")], {"unit": PASSED + PASSED}), (0, "2 passed, 0 failed, 0 skipped"))
        self.assertEqual(self.counted([self.suite("unit")], {"unit": PASSED + FAILED}), (1, "1 passed, 1 failed, 0 skipped"))

    def test_suite_without_a_file_is_one_test(self):
        self.assertEqual(self.counted([self.suite("format")], {}), (0, "1 passed, 0 failed, 0 skipped"))
        self.assertEqual(self.counted([FAILED_SUITE.format("unit")], {}), (1, "0 passed, 1 failed, 0 skipped"))

    def test_run_in_which_no_case_was_chosen_is_red(self):
        suites = [self.suite("unit"), self.suite("server")]
        self.assertEqual(self.counted(suites, {"unit": "", "server": ""}), (1, "0 passed, 0 failed, 0 skipped"))
        self.assertEqual(self.counted(suites, {"unit": "", "server": PASSED}), (0, "1 passed, 0 failed, 0 skipped"))
        self.assertEqual(self.counted([], {}), (1, "0 passed, 0 failed, 0 skipped"))

    def test_suite_that_crashed_is_a_failure(self):
        self.assertEqual(self.counted([FAILED_SUITE.format("unit")], {"unit": PASSED}), (1, "1 passed, 1 failed, 0 skipped"))
        self.assertEqual(self.counted([FAILED_SUITE.format("unit")], {"unit": ""}), (1, "0 passed, 1 failed, 0 skipped"))


if __name__ == "__main__":
    unittest.main()
