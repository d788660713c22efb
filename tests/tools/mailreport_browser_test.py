"""The pages of mailreport in a real browser: they work, by keyboard and on a phone, and what a mail holds does nothing.

By hand, for a large list: RESTANTE_LIST_ROWS=100000 python3 tests/tools/mailreport_browser_test.py LargeList
Pictures of the pages, to look at: RESTANTE_PICTURES=DIR python3 tests/tools/mailreport_browser_test.py Pictures
"""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import hostile_mail
from browser import Browser
from harness import BIN, store

ROWS = "[...document.querySelectorAll('#rows .row:not([hidden])')].map(row => row.querySelector('.subject').textContent)"


class Pages(unittest.TestCase):
    """One browser and one set of pages for all tests: each opens a page of its own."""

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.dir = pathlib.Path(tempfile.mkdtemp(prefix="restante-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.dir, ignore_errors=True)
        cls.make()

    @classmethod
    def make(cls):
        mails = {f"Inbox/{n}.eml": hostile_mail.mail(f"Letter {n:02}", n, sender=f"Person {chr(96 + n)} <p{n}@example.com>")
                 for n in range(10, 20)}
        mails |= {"Inbox/2.eml": hostile_mail.hostile(), "Inbox/Deep/3.eml": hostile_mail.nested(),
                  "Sent/4.eml": hostile_mail.long_line()}
        hostile_mail.write_tree(cls.dir / "in", mails)
        cls.tool("mailconvert", "in", "-o", "mail", "--report", "mail.json")
        cls.tool("mailreport", "mail", "--report", "mail.json")
        cls.index = cls.dir / "mail-report" / "index.html"

    @classmethod
    def tool(cls, name, *args):
        done = subprocess.run([BIN / name, *args], cwd=cls.dir, capture_output=True, timeout=120, check=False)
        if done.returncode not in (0, 3):
            raise AssertionError(done.stderr.decode())

    def setUp(self):
        self.browser.asked.clear()
        self.browser.proxy.seen.clear()

    def open(self, path=None, **options):
        page = self.browser.open(path or self.index, **options)
        self.addCleanup(page.close)
        return page

    def number_of(self, subject):
        text = (self.index.parent / "data" / "list.js").read_text()
        subjects = json.loads(text[len("restante.list("):-len(");\n")])["subject"]
        return next(i for i, one in enumerate(subjects) if subject in one)

    def read(self, page, subject):
        page.value(f"location.hash = '#{self.number_of(subject)}'")
        page.wait(f"document.querySelector('#message h2')?.textContent.includes({json.dumps(subject)})")

    def assert_nothing_asked_for(self, page):
        page.value("new Promise(done => setTimeout(done, 300))")
        self.assertEqual([url for url in self.browser.requests if not url.startswith(("file:", "data:", "about:"))], [])
        self.assertEqual([line for line in self.browser.proxy.seen if "evil.test" in line], [])
        self.assertNotEqual(self.browser.requests, [])


class Reading(Pages):
    def test_the_list_shows_the_newest_first(self):
        page = self.open()
        page.wait(f"{ROWS}.length === 13")
        self.assertEqual(page.value(ROWS)[:2], ["Letter 19", "Letter 18"])
        self.assertEqual(page.value("document.querySelector('#count').textContent"), "13 of 13")

    def test_the_search_finds_subjects_people_and_attachments(self):
        page = self.open()
        for typed, found in (("letter 12", ["Letter 12"]), ("PERSON K", ["Letter 11"]), ("numbers csv", 1), ("nothing at all", [])):
            page.value("document.querySelector('#search').value = ''")
            page.click("#search")
            page.type(typed)
            page.wait(f"document.querySelector('#search').value === {json.dumps(typed)}")
            rows = page.value(ROWS)
            self.assertEqual(len(rows) if isinstance(found, int) else rows, found, typed)

    def test_a_click_on_a_head_sorts_and_another_turns_it(self):
        page = self.open()
        page.click("[data-sort=from]")
        self.assertEqual(page.value("document.querySelector('.head .from').ariaSort"), "ascending")
        self.assertTrue(page.value(ROWS)[-1].startswith("Letter 19"))
        page.click("[data-sort=from]")
        self.assertEqual(page.value(ROWS)[0], "Letter 19")
        page.click("[data-sort=bytes]")
        self.assertEqual(page.value(ROWS)[-1], "Long line")

    def test_a_folder_shows_its_own_and_what_is_below(self):
        page = self.open()
        labels = page.value("[...document.querySelectorAll('#folders button')].map(one => one.textContent)")
        self.assertEqual(labels[0], "All messages 13")
        at = next(i for i, label in enumerate(labels) if label == "Inbox 12")
        page.value(f"document.querySelectorAll('#folders button')[{at}].click()")
        self.assertEqual(page.value(f"{ROWS}.length"), 12)
        self.assertEqual(page.value("document.querySelector('#folders [aria-current]').textContent"), "Inbox 12")

    def test_a_folder_whose_name_is_slashes_empties_no_list(self):
        pages = self.dir / "deep-report"
        shutil.copytree(self.index.parent, pages)
        text = (pages / "data" / "list.js").read_text()
        data = json.loads(text[len("restante.list("):-len(");\n")])
        data["folders"][0]["name"] = "a/" * 12_000 + "b"
        (pages / "data" / "list.js").write_text("restante.list(" + json.dumps(data) + ");\n")
        page = self.open(pages / "index.html")
        page.wait(f"{ROWS}.length === 13")
        self.assertEqual(page.value("document.querySelector('#count').textContent"), "13 of 13")
        count = page.value("document.querySelectorAll('#folders button').length")
        self.assertTrue(30 < count < 50, count)
        page.value(f"document.querySelectorAll('#folders button')[{count - 2}].click()")
        self.assertLess(page.value(f"{ROWS}.length"), 13)

    def test_everything_can_be_done_with_keys(self):
        page = self.open()
        page.press("/")
        self.assertEqual(page.value("document.activeElement.id"), "search")
        page.type("letter")
        page.press("Enter")
        self.assertEqual(page.value("document.activeElement.id"), "grid")
        for key in ("j", "ArrowDown", "k"):
            page.press(key)
        marked = "document.querySelector('.row[aria-selected=true] .subject').textContent"
        self.assertEqual(page.value(marked), "Letter 18")
        self.assertEqual(page.value("document.querySelector('#grid').getAttribute('aria-activedescendant')"),
                         page.value("document.querySelector('.row[aria-selected=true]').id"))
        page.press("Enter")
        page.wait("document.querySelector('#message h2')?.textContent === 'Letter 18'")
        page.press("j")
        page.wait("document.querySelector('#message h2')?.textContent === 'Letter 17'")
        page.press("End")
        page.press("Escape")
        page.wait("document.querySelector('#message').hidden")
        page.press("/")
        page.press("Escape")
        self.assertEqual(page.value("document.querySelector('#search').value"), "")
        self.assertEqual(page.value(f"{ROWS}.length"), 13)

    def test_a_mail_in_a_mail_is_read_with_its_attachments(self):
        page = self.open()
        self.read(page, "Outer mail")
        text = page.value("document.querySelector('#message').textContent")
        for word in ("Outer body.", "Inner mail", "Inner body.", "deep.txt"):
            self.assertIn(word, text)

    def test_html_and_text_of_a_mail_can_be_chosen(self):
        page = self.open()
        self.read(page, "Hostile")
        self.assertEqual(page.value("[document.querySelector('#message iframe').hidden, document.querySelector('#message pre').hidden]"),
                         [False, True])
        page.click("#message .choice button:last-child")
        self.assertEqual(page.value("[document.querySelector('#message iframe').hidden, document.querySelector('#message pre').hidden]"),
                         [True, False])

    def test_nothing_is_wider_than_a_phone_and_all_can_be_reached_there(self):
        for name in ("index.html", "losses.html", "sources.html", "charts.html"):
            page = self.open(self.index.parent / name, width=360, height=700)
            self.assertLessEqual(page.value("document.documentElement.scrollWidth"), 360, name)
        page = self.open(width=360, height=700)
        page.click("#folders-button")
        self.assertTrue(page.value("document.querySelector('#folders').checkVisibility()"))
        page.click("#folders-button")
        page.click("#rows .row")
        page.wait("!document.querySelector('#message').hidden")
        self.assertFalse(page.value("document.querySelector('#list').checkVisibility()"))
        self.assertLessEqual(page.value("document.documentElement.scrollWidth"), 360)
        page.click(".back")
        page.wait("document.querySelector('#list').checkVisibility()")
        small = page.value("[...document.querySelectorAll('button, header a, input')].filter(one => one.checkVisibility() "
                           "&& !one.closest('.head') && one.getBoundingClientRect().height < 40).map(one => one.outerHTML)")
        self.assertEqual(small, [])

    def test_light_and_dark_are_told_apart(self):
        colours = [self.open(dark=dark).value("getComputedStyle(document.documentElement).backgroundColor") for dark in (False, True)]
        self.assertEqual(colours, ["rgb(255, 255, 255)", "rgb(22, 24, 28)"])


class Harmless(Pages):
    LISTEN = "addEventListener('message', event => { window.owned = event.data; }); 0"

    def test_the_guards_bite(self):
        """A page that is none of ours: its scripts run, its picture is asked for, and all of it is seen here."""
        (self.dir / "open.html").write_text(
            f"<title>x</title><script>{self.LISTEN}</script><iframe srcdoc=\"<script>{hostile_mail.RUN}</script>\"></iframe>"
            "<img src=http://evil.test/1.gif>")
        page = self.open(self.dir / "open.html")
        page.wait("window.owned === 'owned'")
        page.wait("document.images[0].complete")
        self.assertEqual(page.value("document.title"), "owned")
        self.assertIn("http://evil.test/1.gif", self.browser.requests)
        self.assertTrue(any("evil.test" in line for line in self.browser.proxy.seen), self.browser.proxy.seen)

    def test_a_hostile_mail_runs_nothing_and_asks_for_nothing(self):
        page = self.open()
        page.value(self.LISTEN)
        self.read(page, "Hostile")
        self.assertEqual(page.value("document.querySelector('#message iframe').getAttribute('sandbox')"), "")
        page.value("new Promise(done => setTimeout(done, 500))")
        self.assertIsNone(page.value("window.owned"))
        self.assertEqual(page.value("document.title"), "Messages")
        self.assertEqual(page.value("document.querySelectorAll('#message script, #message img, #message svg, #message form').length"), 0)
        self.assert_nothing_asked_for(page)

    def test_its_html_opened_by_itself_does_nothing_either(self):
        page = self.open(next(self.index.parent.glob(f"messages/000/{self.number_of('Hostile'):06}-0.html")))
        self.assertIn("HOSTILE BODY", page.value("document.body.textContent"))
        page.value("document.querySelectorAll('a').forEach(one => one.click())")
        self.assertEqual(page.value("document.title"), "HTML text of a message")
        self.assertEqual(page.value("[...document.images].map(one => one.naturalWidth)"), [1])
        self.assert_nothing_asked_for(page)

    def test_the_frame_and_its_policy_hold_also_where_the_filter_would_fail(self):
        """The HTML of the mail as it came, in the document that the pages have for it."""
        pages = self.dir / "unfiltered-report"
        shutil.copytree(self.index.parent, pages)
        path = next(pages.glob(f"messages/000/{self.number_of('Hostile'):06}-0.html"))
        head, _, _ = path.read_text().partition('<body dir="auto">')
        path.write_text(head + "<body>" + hostile_mail.HOSTILE_HTML)
        page = self.open(pages / "index.html")
        page.value(self.LISTEN)
        self.read(page, "Hostile")
        page.value("new Promise(done => setTimeout(done, 500))")
        self.assertIsNone(page.value("window.owned"))
        self.assertEqual(page.value("document.title"), "Messages")
        self.assert_nothing_asked_for(page)

    def test_turned_text_is_shown_as_what_it_is(self):
        page = self.open()
        self.read(page, "Hostile")
        text = page.value("document.querySelector('#message').textContent + document.querySelector('#rows').textContent")
        self.assertIn("[U+202E]cod.exe", text)
        self.assertIn("[U+202E]gpj.exe", text)
        self.assertNotIn(hostile_mail.OVERRIDE, text)

    def test_a_line_of_five_megabytes_is_shown_in_part_and_the_page_goes_on(self):
        page = self.open()
        self.read(page, "Long line")
        self.assertIn("only the front is shown", page.value("document.querySelector('#message .notes').textContent"))
        page.click("#message .choice button:last-child")
        self.assertEqual(page.value("document.querySelector('#message pre').textContent.length"), 256 * 1024)
        self.assertLessEqual(page.value("document.documentElement.scrollWidth"), 1200)
        page.press("Escape")
        page.wait("document.querySelector('#message').hidden")

    def test_no_page_says_that_its_own_policy_was_broken(self):
        for name in ("index.html", "losses.html", "sources.html", "charts.html"):
            page = self.open(self.index.parent / name)
            self.assertEqual(page.value("getComputedStyle(document.documentElement).getPropertyValue('--row') !== ''"), True, name)
            self.assert_nothing_asked_for(page)


class Losses(Pages):
    @classmethod
    def make(cls):
        data = bytearray(store("tika_testPST.pst").read_bytes())
        data[0x5A00:0x5C00] = bytes(512)
        (cls.dir / "hurt.pst").write_bytes(data)
        cls.tool("mailconvert", "hurt.pst", "-o", "mail", "--report", "mail.json")
        cls.tool("mailreport", "mail", "--report", "mail.json")
        cls.index = cls.dir / "mail-report" / "index.html"

    def test_a_zeroed_sector_is_in_the_list_and_in_the_picture_and_leads_to_its_message(self):
        page = self.open(self.index.parent / "losses.html")
        self.assertIn("at 0x5BF0+2", page.value("document.querySelector('table').textContent"))
        box = page.value("(() => { const b = document.querySelector('.strip .incomplete').getBoundingClientRect(); return [b.x, b.width]; })()")
        self.assertGreaterEqual(box[1], 1)
        page.click("table a")
        page.wait("document.querySelector('#message .missing')?.textContent.includes('at 0x')")


class LargeList(Pages):
    @classmethod
    def make(cls):
        hostile_mail.write_tree(cls.dir / "in", {"1.eml": hostile_mail.mail("Letter", 1)})
        cls.tool("mailconvert", "in", "-o", "mail")
        cls.tool("mailreport", "mail")
        cls.index = cls.dir / "mail-report" / "index.html"
        cls.count = int(os.environ.get("RESTANTE_LIST_ROWS", "5000"))
        people = [f"Person {n} <person{n}@example.com>" for n in range(500)]
        words = "budget meeting report lunch contract delivery question answer holiday printer".split()
        numbers = range(cls.count)
        data = {
            "size": cls.count, "cut": 0, "people": people,
            "folders": [{"mailbox": "m", "name": f"Folder {n}", "count": len(numbers[n::20])} for n in range(20)],
            "folder": [n % 20 for n in numbers], "from": [n * 7 % 500 for n in numbers],
            "subject": [f"{words[n % 10]} {words[n // 10 % 10]} {n}" for n in numbers],
            "to": [", ".join(people[(n * k) % 500] for k in range(1, 4)) for n in numbers],
            "date": [f"{1990 + n % 20}-{n % 12 + 1:02}-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02}:00Z" for n in numbers],
            "bytes": [n * 31 % 100000 for n in numbers], "attachments": [n % 3 for n in numbers],
            "names": ["report.doc" if n % 3 else "" for n in numbers], "state": ["intact"] * cls.count}
        text = "restante.list(" + json.dumps(data, separators=(",", ":")) + ");\n"
        (cls.index.parent / "data" / "list.js").write_text(text)

    def test_it_opens_searches_sorts_and_scrolls_in_time(self):
        page = self.open()
        page.wait(f"{ROWS}.length > 5")
        opened = page.value("performance.now()")
        loaded = page.value("performance.getEntriesByType('navigation')[0].loadEventEnd")
        took = """(() => { const began = performance.now(); %s; document.querySelector('#rows').offsetHeight;
                  return performance.now() - began; })()"""
        search = "document.querySelector('#search').value = %s; document.querySelector('#search').dispatchEvent(new Event('input'))"
        times = {query: page.value(took % (search % json.dumps(query))) for query in ("b", "budget 77", "person 123 lunch", "zzz", "")}
        times["sort"] = page.value(took % "document.querySelector('[data-sort=subject]').click()")
        print(f"\n{self.count} rows: loaded {loaded:.0f} ms, shown {opened:.0f} ms,",
              ", ".join(f"{name!r} {time:.1f} ms" for name, time in times.items()))
        self.assertLess(loaded, 3000)
        self.assertLess(max(time for name, time in times.items() if name != "sort"), 200)
        self.assertLess(page.value("document.querySelectorAll('#rows .row').length"), 100)
        page.press("End")
        page.value("document.querySelector('#grid').focus()")
        page.press("End")
        last = page.value("Math.max(...[...document.querySelectorAll('.row:not([hidden])')].map(row => row.ariaRowIndex))")
        self.assertEqual(last, self.count + 1)
        box = page.value("(() => { const b = document.querySelector('.row[aria-selected=true]').getBoundingClientRect(); "
                         "const r = document.querySelector('#rows').getBoundingClientRect(); return [b.top - r.top, r.bottom - b.bottom]; })()")
        self.assertGreaterEqual(min(box), -1)


DIRECTORY = os.environ.get("RESTANTE_PICTURES")


@unittest.skipIf(DIRECTORY is None, "RESTANTE_PICTURES names no directory: pictures are for people to look at")
class Pictures(Pages):
    make = classmethod(Losses.make.__func__)

    def pictures(self, name, path, fragment="", ready="true"):
        pathlib.Path(DIRECTORY).mkdir(parents=True, exist_ok=True)
        for width in (1280, 390):
            for dark in (False, True):
                page = self.open(path, width=width, height=800, dark=dark, fragment=fragment)
                page.wait(ready)
                page.value("new Promise(done => setTimeout(done, 300))")
                page.picture(f"{DIRECTORY}/{name}-{width}-{'dark' if dark else 'light'}.png")

    def test_pages(self):
        for name in ("index", "losses", "sources", "charts"):
            self.pictures(name, self.index.parent / f"{name}.html")

    def test_a_message_that_lacks_something(self):
        self.pictures("message", self.index, "#3", "!document.querySelector('#message').hidden")


@unittest.skipIf(DIRECTORY is None, "RESTANTE_PICTURES names no directory: pictures are for people to look at")
class HostilePictures(Pictures):
    make = classmethod(Pages.make.__func__)
    test_pages = None

    def test_a_message_that_lacks_something(self):
        self.pictures("hostile", self.index, f"#{self.number_of('Hostile')}", "!document.querySelector('#message').hidden")


if __name__ == "__main__":
    unittest.main(verbosity=2)
