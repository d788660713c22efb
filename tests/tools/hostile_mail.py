"""Mails that would do something to who reads them, for the tests of mailreport."""

import base64
import email.message
import email.policy

GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
OVERRIDE = "\u202e"

# Whatever of it runs calls this, and whatever loads names evil.test.
RUN = "parent.postMessage('owned','*');document.title='owned';parent.document.title='owned'"
HOSTILE_HTML = f"""<html><head>
<script>{RUN}</script><script src="http://evil.test/1.js"></script>
<meta http-equiv="refresh" content="0;url=http://evil.test/2"><base href="http://evil.test/base/">
<link rel="stylesheet" href="http://evil.test/3.css"><style>@import "http://evil.test/4.css";
body {{ background: url(http://evil.test/5.png); }}
@font-face {{ font-family: x; src: url(http://evil.test/6.woff); }} p {{ font-family: x; }}</style></head>
<body onload="{RUN}" background="http://evil.test/7.gif">
<p onmouseover="{RUN}">HOSTILE BODY</p><img src="http://evil.test/8.gif" onerror="{RUN}"><img src="x" onerror="{RUN}">
<img src="cid:dot@test"><svg onload="{RUN}"><image href="http://evil.test/9.png"/></svg>
<iframe src="http://evil.test/10.html"></iframe><iframe srcdoc="<script>{RUN}</script>"></iframe>
<object data="http://evil.test/11.swf"></object><embed src="http://evil.test/12.swf">
<video src="http://evil.test/13.mp4" poster="http://evil.test/14.png" autoplay></video>
<form action="http://evil.test/15"><input name=a autofocus onfocus="{RUN}"></form>
<a id=go href="javascript:{RUN}">click</a><a href="http://evil.test/16" target="_top">away</a>
<table><tr><td background="http://evil.test/17.gif" style="background-image:url('http://evil.test/18.gif')">cell</td></tr></table>
<p>pay &#8238;00001 to Ann</p><bdo dir="rtl">turned</bdo>
</body></html>"""


def mail(subject, number, body="", **fields):
    """A plain mail of March 1995, one a day."""
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    made["From"] = fields.get("sender", "Ann Ash <ann@example.com>")
    made["To"] = fields.get("to", "Bob Beech <bob@example.com>")
    made["Subject"] = subject
    made["Date"] = f"{number:02} Mar 1995 09:15:00 +0000"
    made["Message-ID"] = f"<{number}@example.com>"
    made.set_content(body or f"Body of {subject}.\n")
    return made


def hostile():
    """Scripts, handlers, remote content, javascript: links, frames, forms; attachments that are pages; a turned name."""
    made = mail(f"Hostile <script>{RUN}</script> {OVERRIDE}cod.exe", 5, f"<script>{RUN}</script> {OVERRIDE}turned\n")
    made.add_alternative(HOSTILE_HTML, subtype="html")
    made.get_payload()[1].add_related(GIF, "image", "gif", cid="<dot@test>")
    page = f"<html><script>{RUN}</script><img src=http://evil.test/attached.gif></html>"
    made.add_attachment(page.encode(), "text", "html", filename="page.html")
    made.add_attachment(f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{RUN}\"/>".encode(), "image", "svg+xml", filename="drawing.svg")
    made.add_attachment(b"MZ", "application", "octet-stream", filename=f"{OVERRIDE}gpj.exe")
    made.add_attachment(b"climb", "application", "octet-stream", filename="../../../climbed.txt")
    made.add_attachment(b"a,b\r\n", "text", "csv", filename="numbers & more #1?.csv")
    return made


def long_line():
    """A text and an HTML text of one line of 5 MB each."""
    made = mail("Long line", 6, "x" * 5_000_000)
    made.add_alternative("<p>" + "y" * 5_000_000 + "</p>", subtype="html")
    return made


def nested():
    """A mail with a mail with an attachment in it."""
    inner = mail("Inner mail", 7, "Inner body.\n")
    inner.add_attachment(b"deep", "text", "plain", filename="deep.txt")
    made = mail("Outer mail", 8, "Outer body.\n")
    made.add_attachment(inner)
    return made


def write_tree(top, mails):
    """Mails by their paths, as files."""
    for name, made in mails.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(made))
