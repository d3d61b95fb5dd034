#!/usr/bin/python3
"""Answers as files, opened by other programs: Python's csv, openpyxl, Chromium and pdftotext.

TENURE_BINARY is the built command.
"""

import csv
import datetime
import html
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from served import ServedLedger  # noqa: E402

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = "text/html"
PEOPLE = 200
LONG = "很长的姓名" * 12  # several lines of a cell
PRINT_SECONDS = 120
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XHTML = "{http://www.w3.org/1999/xhtml}"


def register(number, name):
    return json.dumps(
        {
            "type": "PersonRegistered",
            "on": "2024-01-04",
            "data": {"person": f"q-{number:04}", "org": "o-east", "name": {"seal": name}},
        }
    )


CROWD = "\n".join(register(n, f"始{n:04} {LONG} 终{n:04}") for n in range(PEOPLE))
# LibreOffice's rules for what it takes for a formula: a cell that begins with one of these, also behind spaces that it
# was told to trim; =DDE("program";"file";"item") and =cmd|'/c calc'!A0 start a program. A cell ends at whichever
# separators its import dialog names (comma, semicolon and tab at once unless somebody changes them), also within
# quotes when it is told to take none. So the beginning of a cell is what follows any of them.
SEPARATORS = re.compile(r'[,;\t"\r\n]')
HOSTILE_NAMES = (
    '=DDE("soffice";"/etc/passwd";"a")',
    "=cmd|'/c calc'!A0",
    " =1+1",
    "张;=1+1",
    "张,+1+1",
    '张"=1+1',
    '张","=1+1',
    "张; @sum(1)",
    "张;'=1",
)
FORMULA_NAMES = ("=1+1", "+cmd", "-2+3", "@sum(A1)", "＝1", "'=2", "＋1", "－x", "＠sum")
FORMULAS = "\n".join(
    [
        *(register(9000 + n, name) for n, name in enumerate(FORMULA_NAMES)),
        register(9100, "-7"),
        *(register(9200 + n, name) for n, name in enumerate(HOSTILE_NAMES)),
    ]
)
OFFICE_OF_A_YEAR = json.dumps(
    {
        "type": "OfficeAssumed",
        "on": "2001-01-01",
        "on_precision": "year",
        "data": {"person": "q-0001", "org": "o-east", "post": "deputy_secretary"},
    }
)


# What calls are asked with that are no GET.
BODIES = {"tryPolicy": json.dumps({"pack": "[post_certificate]\nrequired = true\n", "from": "2020-01-01"}).encode()}


def runs(cell):
    """Whether LibreOffice could take the cell, or what its separators make of it, for a formula."""
    if is_number(cell.replace(",", "")):
        return False
    parts = [cell, *SEPARATORS.split(cell)]
    return any(part.lstrip(" ").startswith(FORMULA_STARTS) and not is_number(part.strip(" ")) for part in parts)


def is_number(text):
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) is not None


class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ledger = ServedLedger(more=(CROWD, FORMULAS, OFFICE_OF_A_YEAR))
        cls.addClassCleanup(cls.ledger.close)

    def ask(self, path, accept=None, role=("auditor",), body=None):
        method = "GET" if body is None else "POST"
        return self.ledger.ask(method, path, self.ledger.token(*role), accept=accept, body=body)

    def rows(self, path):
        """The table as CSV, read: titles and rows."""
        answer = self.ask(path)
        self.assertEqual((answer.status, answer.type), (200, CSV), answer.body)
        text = answer.body.decode("utf-8-sig")
        self.assertEqual(answer.body[:3], b"\xef\xbb\xbf")
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        self.assertEqual({len(row) for row in table}, {len(table[0])})
        return table[0], table[1:]

    def book(self, path):
        answer = self.ask(path)
        self.assertEqual((answer.status, answer.type), (200, XLSX), answer.body[:500])
        return openpyxl.load_workbook(io.BytesIO(answer.body))

    def every_table(self):
        """A call of each operation that the description says has tables."""
        return {
            "listPersons": "/v1/persons?org=o-county",
            "listOrgs": "/v1/orgs?parent=o-town",
            "listEvents": "/v1/events",
            "listAlerts": "/v1/alerts?org=o-county",
            "listFlags": "/v1/flags",
            "listReads": "/v1/journal",
            "listDrafts": "/v1/drafts",
            "getDecision": "/v1/decisions/3.0",
            "getDiff": "/v1/diff?subject=person/p-1&from_size=0",
            "getStatistic": "/v1/stats/stat.pay_average?org=o-county",
            "getReport": "/v1/reports/rpt.roster_structure?org=o-county",
            "getEligibility": "/v1/eligibility/elig.departure_subsidy/p-1",
            "getComputation": "/v1/computations/calc.tenure_years/p-1",
            "getPay": "/v1/pay/p-1?year=2024",
            "getBooks": "/v1/books/o-east",
            "listCounterparties": "/v1/books/o-east/counterparties",
            "getAudit": "/v1/audits/special?org=o-east",
            "getSample": "/v1/samples/strata?org=o-east",
            "getPolicy": "/v1/policies/o-east",
            "getPerson": "/v1/persons/p-1",
            "getMe": "/v1/me",
            "getOrg": "/v1/orgs/o-east",
            "listRules": "/v1/rules",
            "tryPolicy": "/v1/policies/o-county/try",
            "getNames": "/v1/names?subjects=person/p-1,org/o-east",
        }

    def role_of(self, operation):
        return {"listDrafts": ("clerk",), "getMe": ("subject", "--person", "p-1")}.get(operation, ("auditor",))

    def test_every_table_has_every_format_and_the_description_says_so(self):
        document = self.ledger.ask("GET", "/openapi.json").json()
        tables = self.every_table()
        described = {
            operation["operationId"]
            for methods in document["paths"].values()
            for operation in methods.values()
            if any(CSV in media for media in operation["responses"].get("200", {}).get("content", {}))
        }
        self.assertEqual(described, set(tables))
        for operation, path in tables.items():
            between = "&" if "?" in path else "?"
            for form, media in (("csv", CSV), ("xlsx", XLSX), ("html", HTML)):
                for lang in ("zh", "en"):
                    with self.subTest(operation=operation, format=form, lang=lang):
                        answer = self.ask(f"{path}{between}format={form}&lang={lang}", role=self.role_of(operation),
                                          body=BODIES.get(operation))
                        self.assertEqual((answer.status, answer.type), (200, media), answer.body[:500])
                        self.assertIn(f".{form}", answer.headers["Content-Disposition"])

    def test_accept_chooses_and_format_wins(self):
        path = "/v1/persons?org=o-county"
        self.assertEqual(self.ask(path).type, "application/json")
        self.assertEqual(self.ask(path, "text/csv").type, CSV)
        self.assertEqual(self.ask(path, "text/html,*/*;q=0.8").type, HTML)
        self.assertEqual(self.ask(path + "&format=json", "text/csv").type, "application/json")
        self.assertEqual(self.ask(path + "&format=csv", "application/json").type, CSV)
        self.assertEqual(self.ask("/v1/events", "application/x-ndjson").type, "application/x-ndjson")
        self.assertEqual(self.ask("/v1/events?format=json", "application/x-ndjson").type, "application/json")
        self.assertEqual(self.ask("/v1/events?format=ndjson").type, "application/x-ndjson")

    def test_unknown_formats_are_refused_by_name(self):
        unknown = self.ask("/v1/persons?org=o-county&format=pdf")
        self.assertEqual(unknown.status, 400)
        self.assertIn("json, csv, xlsx, html", unknown.json()["detail"])
        self.assertEqual(self.ask("/v1/persons?org=o-county&format=ndjson").status, 400)
        self.assertEqual(self.ask("/v1/persons?org=o-county&lang=fr").status, 400)
        nothing = self.ask("/v1/persons?org=o-county", "image/png")
        self.assertEqual(nothing.status, 406)
        self.assertTrue(nothing.json()["type"].endswith(":not_acceptable"))

    def test_refusals_stay_problems(self):
        answer = self.ask("/v1/persons?org=o-nowhere&format=csv")
        self.assertEqual(answer.type in ("application/problem+json", CSV), True)
        self.assertEqual(self.ask("/v1/stats/stat.nothing?org=o-county&format=xlsx").status, 404)
        self.assertEqual(self.ledger.ask("GET", "/v1/persons?org=o-county&format=csv").status, 401)

    def test_a_table_has_all_pages_and_a_page_only_its_own(self):
        whole = self.ask("/v1/persons?org=o-county&limit=1000").json()["items"]
        _, rows = self.rows("/v1/persons?org=o-county&format=csv")
        self.assertEqual([row[1] for row in rows], [item["person"] for item in whole])
        self.assertGreater(len(rows), PEOPLE)
        _, page = self.rows("/v1/persons?org=o-county&format=csv&limit=7")
        self.assertEqual(page, rows[:7])

    def test_csv_is_in_words_and_holds_no_formula(self):
        titles, rows = self.rows("/v1/persons?org=o-county&format=csv")
        self.assertEqual(titles[1:4], ["编号", "姓名", "职务"])
        for row in rows:
            for cell in row:
                self.assertFalse(cell.startswith(FORMULA_STARTS) and not is_number(cell), cell)
        names = {row[1]: row[2] for row in rows}
        self.assertEqual(names["q-9000"], "'=1+1")
        self.assertEqual(names["q-9002"], "'-2+3")
        self.assertEqual(names["q-9005"], "''=2")
        self.assertEqual(names["p-1"], "张三")
        self.assertIn("东村党支部（o-east）", {row[0] for row in rows})
        english, _ = self.rows("/v1/persons?org=o-county&format=csv&lang=en")
        self.assertEqual(english[1:4], ["id", "name", "offices"])

    def test_money_is_yuan_in_plain_decimals(self):
        titles, rows = self.rows("/v1/pay/p-1?year=2024&format=csv")
        paid = titles.index("已发（元）")
        self.assertEqual([row[paid] for row in rows], ["7655.00", "7655.00"], "the line and the total")

    def test_pay_is_in_words(self):
        _, rows = self.rows("/v1/pay/p-1?year=2024&format=csv")
        bare = [cell for row in rows for cell in row if re.fullmatch("[a-z_]{3,}", cell)]
        self.assertEqual(bare, [])

    def test_what_is_known_to_the_year_is_a_year(self):
        titles, rows = self.rows("/v1/persons?org=o-county&q=q-0001&format=csv")
        self.assertEqual(rows[0][titles.index("最早任职")], "2001")
        self.assertIn("2001 起", rows[0][3])

    def test_a_workbook_has_numbers_dates_and_no_formula(self):
        book = self.book("/v1/pay/p-1?year=2024&format=xlsx")
        sheet = book.worksheets[0]
        self.assertEqual(sheet.freeze_panes, "A2")
        titles = [cell.value for cell in sheet[1]]
        paid = sheet.cell(2, titles.index("已发（元）") + 1)
        self.assertEqual((paid.value, paid.data_type, paid.number_format), (7655, "n", "#,##0.00"))
        events = self.book("/v1/events?format=xlsx").worksheets[0]
        day = events.cell(2, [cell.value for cell in events[1]].index("日期") + 1)
        self.assertIsInstance(day.value, datetime.datetime)
        roster = self.book("/v1/persons?org=o-county&format=xlsx")
        sheet = roster.worksheets[0]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        self.assertNotIn("f", {cell.data_type for cell in cells})
        self.assertIn("=1+1", {cell.value for cell in cells})
        self.assertGreater(sheet.column_dimensions["C"].width, sheet.column_dimensions["B"].width)
        about = {row[0].value: row[1].value for row in roster.worksheets[1].iter_rows(min_row=2)}
        self.assertIn("o-county", about["组织"])
        self.assertTrue(about["账本条数"] and about["制表时间"] and about["日期"])

    def test_times_are_of_the_ledgers_zone_and_the_head_says_which(self):
        """To the second; JSON stays as it is recorded."""
        recorded = self.ask("/v1/events?limit=1").json()["items"][0]["recorded_at"]
        utc = datetime.datetime.fromisoformat(recorded.replace("Z", "+00:00"))
        local = utc.astimezone(datetime.timezone(datetime.timedelta(hours=8))).replace(tzinfo=None, microsecond=0)
        titles, rows = self.rows("/v1/events?limit=1&format=csv")
        self.assertEqual(rows[0][titles.index("入账时间（UTC+8）")], local.isoformat(" "))
        english, _ = self.rows("/v1/events?limit=1&format=csv&lang=en")
        self.assertIn("recorded (UTC+8)", english)
        book = self.book("/v1/events?limit=1&format=xlsx")
        sheet = book.worksheets[0]
        cell = sheet.cell(2, [cell.value for cell in sheet[1]].index("入账时间（UTC+8）") + 1)
        self.assertEqual((cell.value, cell.number_format), (local, "yyyy-mm-dd hh:mm:ss"))
        about = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(min_row=2)}
        self.assertRegex(about["制表时间"], r"^[0-9-]{10} [0-9:]{8}（UTC\+8）$")
        page = self.ask("/v1/events?limit=1&format=html").body.decode()
        self.assertIn(local.isoformat(" "), page)
        self.assertNotRegex(page, r"[0-9]T[0-9:.]+Z")

    def test_no_table_shows_a_time_of_another_zone(self):
        self.ask("/v1/persons/p-1")  # there is a read to list
        for operation, path in self.every_table().items():
            between = "&" if "?" in path else "?"
            with self.subTest(operation=operation):
                page = self.ask(f"{path}{between}format=html", role=self.role_of(operation),
                                body=BODIES.get(operation)).body.decode()
                self.assertNotRegex(page, r"[0-9]{2}T[0-9]{2}:[0-9.:]+Z")

    def test_the_journal_and_ones_own_file_tell_names(self):
        self.ask("/v1/persons/p-1", role=("auditor", "--person", "p-1"))
        titles, rows = self.rows("/v1/journal?format=csv")
        readers = {row[titles.index("查阅人")] for row in rows}
        self.assertIn("张三（p-1）", readers)
        self.assertIn("张三（p-1）", {row[titles.index("对象")] for row in rows})
        self.assertTrue(any("东村党支部（o-east）" in row[titles.index("查阅人职务")] for row in rows))
        own = self.ask("/v1/me?format=csv", role=("subject", "--person", "p-1")).body.decode("utf-8-sig")
        self.assertIn("东村党支部（o-east）", own)
        read_by = self.ask("/v1/journal?format=csv", role=("subject", "--person", "p-1")).body.decode("utf-8-sig")
        self.assertIn("张三（p-1）", read_by)

    def test_rules_and_names_are_tables(self):
        titles, rows = self.rows("/v1/rules?format=csv")
        self.assertEqual(titles, ["规则", "种类", "缺省方式", "条款", "名称"])
        rules = self.ask("/v1/rules").json()["rules"]
        self.assertEqual([row[-1] for row in rows], [rule["name"] for rule in rules])
        for row in rows:
            self.assertRegex(row[0] + row[1] + row[2], "[\u4e00-\u9fff]")
            self.assertNotRegex(row[1] + row[2], "[a-z]{3}")
        titles, rows = self.rows("/v1/names?subjects=person/p-1,org/o-east&format=csv")
        self.assertEqual(rows, [["人员", "p-1", "张三"], ["组织", "o-east", "东村党支部"]])

    def test_negative_numbers_stay_numbers_and_what_begins_like_one_does_not(self):
        """What LibreOffice and Excel, also in Chinese, would take for the beginning of a formula."""
        _, rows = self.rows("/v1/persons?org=o-county&format=csv")
        names = {row[1]: row[2] for row in rows}
        self.assertEqual(names["q-9004"], "'＝1", "full-width, as input methods write it")
        self.assertEqual([names[f"q-{9000 + n}"][0] for n in range(len(FORMULA_NAMES))], ["'"] * len(FORMULA_NAMES))
        self.assertEqual([names[f"q-{9000 + n}"][1:] for n in range(len(FORMULA_NAMES))], list(FORMULA_NAMES))
        self.assertEqual({name for name in names.values() if is_number(name)}, {"-7"}, "a number is none")

    def test_no_form_of_a_file_holds_what_libreoffice_would_run(self):
        """Every table as CSV, workbook and page, among them one with names that were made for it."""
        for operation, path in self.every_table().items():
            between = "&" if "?" in path else "?"
            for form in ("csv", "xlsx", "html"):
                with self.subTest(operation=operation, format=form):
                    answer = self.ask(f"{path}{between}format={form}", role=self.role_of(operation),
                                      body=BODIES.get(operation))
                    self.assertEqual(answer.status, 200, answer.body[:500])
                    self.assertEqual([cell for cell in self.cells_of(form, answer.body) if runs(cell)], [])

    def cells_of(self, form, body):
        """What a program could take for a formula: of a workbook what it says is one, else every cell."""
        if form == "csv":
            text = body.decode("utf-8-sig")
            cells = [cell for row in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in row]
            for separator in ";\t":  # a cell that begins with the end of our line begins behind it
                read = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
                cells += [cell.lstrip("\r\n") for row in read for cell in row]
            return cells + SEPARATORS.split(text)  # without any of the quotes
        if form == "html":
            return [html.unescape(cell) for cell in re.findall("<t[dh][^>]*>([^<]*)</t[dh]>", body.decode())]
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            self.assertEqual([name for name in book.namelist() if re.search("externalLink|connections|vba|dde", name)], [])
            sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        self.assertEqual([sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet], [])
        book = openpyxl.load_workbook(io.BytesIO(body))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        return [str(cell.value) for cell in cells if cell.data_type == "f"]

    def test_hostile_names_come_back_whole(self):
        """In a workbook as they are; in CSV with an apostrophe wherever a cell could begin."""
        sheet = self.book("/v1/persons?org=o-county&format=xlsx").worksheets[0]
        named = {row[1].value: row[2].value for row in sheet.iter_rows(min_row=2)}
        self.assertEqual([named[f"q-{9200 + n}"] for n in range(len(HOSTILE_NAMES))], list(HOSTILE_NAMES))
        _, rows = self.rows("/v1/persons?org=o-county&format=csv")
        named = {row[1]: row[2] for row in rows}
        self.assertEqual(named["q-9203"], "张;'=1+1")
        self.assertEqual(named["q-9206"], "张\",\"'=1+1")
        self.assertEqual(named["q-9208"], "张;''=1")

    def test_html_asks_for_nothing_and_lets_only_its_own_style_in(self):
        answer = self.ask("/v1/persons?org=o-county&format=html")
        text = answer.body.decode()
        for forbidden in ("<script", "http:", "https:", "src=", "url("):
            self.assertNotIn(forbidden, text)
        self.assertRegex(answer.headers["Content-Security-Policy"], "style-src 'sha256-[^']+'")
        self.assertNotIn("unsafe-inline", answer.headers["Content-Security-Policy"])

    def printed(self, path):
        """The pages of the printed document: each a list of (word, top, bottom)."""
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "page.html"
            page.write_bytes(self.ask(path).body)
            pdf = pathlib.Path(folder) / "page.pdf"
            subprocess.run(
                ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
                 "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()],
                check=True, timeout=PRINT_SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, stdout=subprocess.PIPE).stdout
        root = ElementTree.fromstring(boxes)
        return [[word.text for word in page.iter(XHTML + "word")] for page in root.iter(XHTML + "page")]

    def test_printed_rows_are_whole_and_every_page_has_titles_and_a_number(self):
        pages = self.printed("/v1/events?type=PersonRegistered&from=5.0&until=6.0&format=html")
        self.assertGreater(len(pages), 5)
        where = {}
        for number, words in enumerate(pages, 1):
            text = " ".join(words)
            self.assertIn("签发机关", text, f"page {number}")
            self.assertIn(f"{number} / {len(pages)}", text)
            for mark in re.findall("[始终][0-9]{4}", text):
                where.setdefault(mark[1:], {}).setdefault(mark[0], set()).add(number)
        self.assertEqual(len(where), PEOPLE)
        cut = {person: ends for person, ends in where.items() if ends.keys() != {"始", "终"} or len(set().union(*ends.values())) != 1}
        self.assertEqual(cut, {})


if __name__ == "__main__":
    unittest.main()
