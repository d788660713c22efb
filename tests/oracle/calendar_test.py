"""Calendar items of the real stores as strict iCalendar: calendar_test.py TOOL-DIRECTORY.

Every appointment, meeting message, task and journal entry has a text/calendar part, and each of them obeys RFC 5545: lines
and their folding (3.1), one component inside the other (3.4), the properties a component must have, and must have once
(3.6), the forms of times and rules (3.3.5, 3.3.10).
"""

import collections
import re

import harness
import ours

KINDS = ("ipm.appointment", "ipm.schedule.meeting", "ipm.task", "ipm.activity")
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "DUE", "SUMMARY", "RRULE", "ORGANIZER", "STATUS", "CLASS", "CREATED",
        "LAST-MODIFIED", "LOCATION", "PRIORITY", "TRANSP", "COMPLETED", "PERCENT-COMPLETE", "RECURRENCE-ID")
TIMES = ("DTSTAMP", "DTSTART", "DTEND", "DUE", "CREATED", "LAST-MODIFIED", "COMPLETED", "EXDATE", "RECURRENCE-ID")
NAME = re.compile(r"[A-Za-z0-9-]+")
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)')
TIME = re.compile(r"\d{8}T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?")
RULE_PART = re.compile(
    r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)|COUNT=[1-9]\d*|UNTIL=\d{8}(T\d{6}Z?)?|INTERVAL=[1-9]\d*|BYMONTH=([1-9]|1[0-2])|"
    r"BYMONTHDAY=-?[1-9]\d?(,-?[1-9]\d?)*|BYDAY=(-?[1-5])?(SU|MO|TU|WE|TH|FR|SA)(,(-?[1-5])?(SU|MO|TU|WE|TH|FR|SA))*|"
    r"BYSETPOS=-?[1-9]|WKST=(SU|MO|TU|WE|TH|FR|SA)")


def content_lines(data: bytes):
    """The unfolded lines; raises ValueError for what is no content line."""
    if not data.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        raise ValueError("lines do not all end with CRLF")
    lines = data[:-2].split(b"\r\n")
    for line in lines:
        line.decode("utf-8")  # also: no fold inside a character
        if len(line) > 75:
            raise ValueError(f"a line of {len(line)} octets")
    for line in data[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n"):
        name = NAME.match(line)
        if not name:
            raise ValueError(f"no name: {line}")
        at, parameters = name.end(), {}
        while parameter := PARAMETER.match(line, at):
            parameters[parameter[1].upper()] = parameter[2].strip('"')
            at = parameter.end()
        if line[at:at + 1] != ":" or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line):
            raise ValueError(f"no value, or a control character: {line}")
        yield name[0].upper(), parameters, line[at + 1:]


def check_time(name: str, parameters: dict, value: str, zones: set):
    form = re.compile(r"\d{8}") if parameters.get("VALUE") == "DATE" else TIME
    if not form.fullmatch(value):
        raise ValueError(f"{name} is {value}")
    if "TZID" in parameters and (parameters["TZID"] not in zones or value.endswith("Z")):
        raise ValueError(f"{name} is in a zone that is not there: {parameters['TZID']}")
    if name in ("DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED") and not value.endswith("Z"):
        raise ValueError(f"{name} is not in UTC")


def check_component(name: str, have: collections.Counter, has_method: bool):
    required = {"VCALENDAR": ("PRODID", "VERSION"), "VEVENT": ("UID", "DTSTAMP"), "VTODO": ("UID", "DTSTAMP"),
                "VJOURNAL": ("UID", "DTSTAMP"), "VTIMEZONE": ("TZID",), "VALARM": ("ACTION", "TRIGGER"),
                "STANDARD": ("DTSTART", "TZOFFSETTO", "TZOFFSETFROM"),
                "DAYLIGHT": ("DTSTART", "TZOFFSETTO", "TZOFFSETFROM")}[name]
    for wanted in required + (("DTSTART",) if name == "VEVENT" and not has_method or have["RRULE"] else ()):
        if have[wanted] != 1:
            raise ValueError(f"{name} has {have[wanted]} {wanted}")
    for once in ONCE:
        if have[once] > 1:
            raise ValueError(f"{name} has {have[once]} {once}")
    unfit = {"VJOURNAL": ("DTEND", "DUE", "LOCATION", "TRANSP"), "VTODO": ("DTEND", "TRANSP"), "VEVENT": ("DUE", "COMPLETED")}
    for word in unfit.get(name, ()):
        if have[word]:
            raise ValueError(f"{word} in {name}")


def check_calendar(data: bytes):
    """Raises ValueError with what is wrong."""
    open_components, zones, has_method, closed = [], set(), False, 0
    for name, parameters, value in content_lines(data):
        if closed or (not open_components and (name, value) != ("BEGIN", "VCALENDAR")):
            raise ValueError(f"outside the calendar: {name}")
        if name == "BEGIN":
            open_components.append((value, collections.Counter()))
            continue
        component, have = open_components[-1]
        if name == "END":
            if value != component:
                raise ValueError(f"END:{value} in {component}")
            check_component(component, have, has_method)
            open_components.pop()
            closed = not open_components
            continue
        have[name] += 1
        has_method |= name == "METHOD"
        if component == "VTIMEZONE" and name == "TZID":
            zones.add(value.replace("\\,", ",").replace("\\;", ";"))
        if name in TIMES:
            check_time(name, parameters, value, zones)
        if name == "RRULE" and not all(RULE_PART.fullmatch(part) for part in value.split(";")):
            raise ValueError(f"no rule: {value}")
        if name in ("TZOFFSETTO", "TZOFFSETFROM") and not re.fullmatch(r"[+-]([01]\d|2[0-3])[0-5]\d", value):
            raise ValueError(f"no offset: {value}")
    if not closed:
        raise ValueError("the calendar does not end")


def messages_in(mail: ours.Mail):
    return [mail.message, *ours.embedded_in(mail.message)]


def own_parts(message):
    """The leaves of a message, without those of messages in it."""
    if message.get_content_type() == "message/rfc822":
        return
    if message.is_multipart():
        for part in message.iter_parts():
            yield from own_parts(part)
    else:
        yield message


def check_store(store, folder, findings: harness.Findings) -> int:
    seen = 0
    for mail in ours.convert(harness.tool_folder(), store, folder).mails():
        for message in messages_in(mail):
            calendars = [part.get_payload(decode=True) for part in own_parts(message)
                         if part.get_content_type() == "text/calendar" and part.get_content_disposition() is None]
            if not str(message.get("X-Restante-Class", "")).lower().startswith(KINDS):
                continue
            seen += 1
            findings.check(len(calendars) == 1, f"{mail.path}: {len(calendars)} calendar parts")
            for data in calendars:
                try:
                    check_calendar(data)
                    findings.checked += 1
                except ValueError as wrong:
                    findings.add(f"{mail.path}: {wrong}")
    return seen


def main():
    findings = harness.Findings()
    total = 0
    with harness.scratch() as scratch:
        for number, store in enumerate(harness.samples()):
            seen = check_store(store, scratch / str(number), findings)
            print(f"{store.name}: {seen} calendar items", flush=True)
            total += seen
    findings.check(total > 0, "the samples hold no calendar item")
    findings.finish()


if __name__ == "__main__":
    main()
