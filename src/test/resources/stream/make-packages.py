#!/usr/bin/env python3
"""Makes packages.ndjson.gz out of Debian's package index; README.md beside it says how and why."""

import gzip
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

STEP = 12
HOUR = 3_600_000

AREAS = {
    "desktop": "editors fonts gnome gnustep graphics kde x11 xfce",
    "documents": "doc localization news tex text",
    "hobby": "games hamradio sound video",
    "languages": "cli-mono golang haskell interpreters java javascript lisp ocaml perl php"
    " python ruby rust zope",
    "libraries": "debug devel introspection libdevel libs oldlibs",
    "network": "comm database httpd mail net vcs web",
    "science": "education electronics gnu-r math science",
    "system": "admin embedded kernel metapackages misc otherosfs shells tasks utils",
}
AREA_OF = {section: area for area, sections in AREAS.items() for section in sections.split()}
PRIORITY_OF = {"required": 9, "important": 8, "standard": 7, "extra": 1}


def stanzas(text):
    """Each package as a map; continued lines (tags, long lists) are of no use here."""
    for stanza in text.split("\n\n"):
        lines = (line for line in stanza.split("\n") if line and line[0] not in " \t")
        fields = dict(line.split(": ", 1) for line in lines if ": " in line)
        if fields:
            yield fields


def stands_out(package):
    """The few that are more than optional, and descriptions beyond ASCII."""
    important = package["Priority"] in ("required", "important", "standard")
    return important or not package["Description"].isascii()


def chosen(packages):
    """Every STEP-th package of each section, by name, and all that stand out."""
    sections = defaultdict(list)
    for package in sorted(packages, key=lambda package: package["Package"]):
        sections[package["Section"]].append(package)
    for section in sorted(sections):
        for number, package in enumerate(sections[section]):
            if number % STEP == 0 or stands_out(package):
                yield package


def priority(package):
    """What Debian says, where it says more than optional; else small packages come first."""
    digits = len(package.get("Installed-Size", "0"))
    return PRIORITY_OF.get(package["Priority"], max(2, 8 - digits))


def expiration(package):
    """Nearly empty packages expire at once; those that serve every architecture after hours."""
    if int(package.get("Installed-Size", "0")) < 20:
        return 0
    if package.get("Multi-Arch") == "foreign":
        return HOUR * (1 + len(package["Package"]) % 24)
    return None


def event(package):
    section = package["Section"]
    data = {
        "name": package["Package"],
        "version": package["Version"],
        "architecture": package["Architecture"],
        "installed_size": int(package.get("Installed-Size", "0")),
        "size": int(package["Size"]),
        "sha256": package["SHA256"],
        "depends": package.get("Depends", ""),
        "description": package["Description"],
    }
    made = {"topic": f"/packages/{AREA_OF[section]}/{section}", "priority": priority(package)}
    if expiration(package) is not None:
        made["expiration"] = expiration(package)
    return made | {"data": data}


def index():
    files = Path("/var/lib/apt/lists").glob("*_dists_*_main_binary-amd64_Packages*")
    for file in sorted(files):
        return subprocess.run(
            ["/usr/lib/apt/apt-helper", "cat-file", str(file)], check=True, capture_output=True
        ).stdout.decode("utf-8")
    sys.exit("There is no package index yet: run apt-get update.")


def main():
    events = [event(package) for package in chosen(stanzas(index()))]
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in events]
    # By checksum: no order that the broker could keep by accident.
    order = sorted(range(len(events)), key=lambda number: events[number]["data"]["sha256"])
    text = "".join(lines[number] + "\n" for number in order)
    # Without a time inside, the same index gives the same file.
    compressed = gzip.compress(text.encode("utf-8"), 9, mtime=0)
    Path(__file__).with_name("packages.ndjson.gz").write_bytes(compressed)
    print(len(events), "events,", len({one["topic"] for one in events}), "topics")
    print("priorities", sorted(Counter(one["priority"] for one in events).items()))
    expirations = Counter(one.get("expiration", "none") for one in events)
    print("expire at once", expirations[0], "never", expirations["none"])


if __name__ == "__main__":
    main()
