#!/usr/bin/python3
"""Runs the unittest cases of a file and writes their outcome as JUnit XML: junit.py OUT.xml FILE

Exit status 0 when all passed, 1 otherwise.
"""

import importlib.util
import pathlib
import sys
import time
import unittest
import xml.etree.ElementTree as xml


class Recorder(unittest.TextTestResult):
    """Notes each test's time and what went wrong; a test with failing subtests has several failures."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.cases = {}

    def case(self, test):
        test = getattr(test, "test_case", test)  # a subtest belongs to its test
        return self.cases.setdefault(test.id(), {"begun": time.monotonic(), "seconds": 0.0, "problems": []})

    def startTest(self, test):
        self.case(test)
        super().startTest(test)

    def stopTest(self, test):
        case = self.case(test)
        case["seconds"] = time.monotonic() - case["begun"]
        super().stopTest(test)

    def addFailure(self, test, err):
        self.case(test)["problems"].append(("failure", self._exc_info_to_string(err, test)))
        super().addFailure(test, err)

    def addError(self, test, err):
        self.case(test)["problems"].append(("error", self._exc_info_to_string(err, test)))
        super().addError(test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.case(test)["problems"].append(("failure", f"{subtest}\n{self._exc_info_to_string(err, test)}"))
        super().addSubTest(test, subtest, err)

    def addSkip(self, test, reason):
        self.case(test)["problems"].append(("skipped", reason))
        super().addSkip(test, reason)


def write(cases, name, out):
    suite = xml.Element("testsuite", name=name, tests=str(len(cases)))
    for identity, case in cases.items():
        group, _, test = identity.rpartition(".")
        element = xml.SubElement(suite, "testcase", classname=group, name=test, time=f"{case['seconds']:.3f}")
        for kind, text in case["problems"]:
            xml.SubElement(element, kind, message=text.strip().splitlines()[-1] if text else "").text = text
    for kind in ("failure", "error", "skipped"):
        key = "skipped" if kind == "skipped" else kind + "s"
        suite.set(key, str(sum(any(k == kind for k, _ in case["problems"]) for case in cases.values())))
    root = xml.Element("testsuites")
    root.append(suite)
    out.parent.mkdir(parents=True, exist_ok=True)
    xml.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)


def main():
    out, path = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    tests = unittest.defaultTestLoader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(resultclass=Recorder, verbosity=1).run(tests)
    write(result.cases, path.stem, out)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
