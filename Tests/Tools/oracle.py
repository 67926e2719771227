#!/usr/bin/env python3
"""Computes, from generated inputs alone, what a sink folder must hold, and holds a folder against it.

It shares no code with the program: the articles are of its own making (plain sentences with a known subject and object between
made-up words), so their drugs, claims and copies are known before anybody reads them.

    oracle.py generate --seed S --files N DIR     writes the input files
    oracle.py check --seed S --files N OUTPUT     exit code 0 when OUTPUT is exactly what those files make

What `check` looks at: every article once, with its last revision and none withdrawn; drugs, claims, documents and stories a claim; the
change log (sealed segments and the open one): numbers without a gap or a repeat, whole lines, each line's `before` what the line before it
left, the last state that of the snapshot; hashes of sealed segments and of the snapshot files.
"""

import argparse
import hashlib
import json
import os
import random
import re
import sqlite3
import sys

# (subject, object): each sentence is as plain as English gets, so that counting is tested and not reading.
FACTS = [
    ("warfarin", "bleeding"), ("ibuprofen", "nausea"), ("metformin", "diarrhea"), ("lisinopril", "cough"),
    ("amiodarone", "fatigue"), ("sertraline", "insomnia"), ("codeine", "constipation"), ("simvastatin", "headache"),
    ("atenolol", "dizziness"), ("digoxin", "vomiting"), ("lithium", "tremor"), ("naproxen", "rash"),
]
SYLLABLES = [c + v for c in "bdgkvz" for v in "auo"]


def nonsense(generator, sentences=20, words=6):
    """Sentences of made-up words: no two articles share a stretch of them, and none is as short as a misspelt drug.

    Some hundred of them: of shorter texts the sink does not notice every copy."""
    return " ".join(
        " ".join("".join(generator.choice(SYLLABLES) for _ in range(5)) for _ in range(words)).capitalize() + "."
        for _ in range(sentences))


class Article:
    """One revision of one article."""

    def __init__(self, seed, name, revision, copy_of=None):
        self.name, self.revision = name, revision
        own = random.Random(f"{seed}/{name}/{revision}")
        self.title = f"Note {name} revision {revision}"
        self.site = f"{name}.example"
        if copy_of is not None:
            # Word for word, on another site: one more document, no further story.
            self.body, self.claims = copy_of.body, copy_of.claims
        else:
            self.claims = [(fact, own.random() < 0.8) for fact in own.sample(FACTS, own.randint(1, 4))]
            said = " ".join(
                f"{subject.capitalize()} {'causes' if asserted else 'does not cause'} {thing}."
                for (subject, thing), asserted in self.claims)
            self.body = nonsense(own) + " " + said

    def line(self):
        text = self.title + "\n\n" + self.body
        return json.dumps({
            "schema": 1, "id": self.name, "document": {"title": self.title, "site": self.site}, "text": text,
            "segments": [
                {"id": "s1", "kind": "title", "tier": "T3_news", "start": 0, "end": len(self.title)},
                {"id": "s2", "kind": "body", "tier": "T3_news", "start": len(self.title) + 2, "end": len(text)}]})


class Load:
    """A seeded stream of input files and what they leave behind.

    `file(n)` gives name and text of the n-th one: new articles, copies, revisions, withdrawals, repeats and lines that are no JSON. Files must
    be asked for in order; `live` maps each article's name to its last revision, `broken` the dead letters to their number.
    """

    def __init__(self, seed, lines=25):
        self.seed, self.lines = seed, lines
        self.generator = random.Random(f"load {seed}")
        self.live, self.names, self.revisions, self.next = {}, [], {}, 0
        self.published = 0
        self.broken = 0
        self.count = 0

    def file(self, number):
        assert number == self.count, "files come in order"
        self.count += 1
        generator, used, out = self.generator, set(), []
        # Some files only: one with a broken line is read again at every start of a publisher.
        has_broken = generator.random() < 0.15
        while len(out) < self.lines:
            kind = generator.random()
            known = [name for name in (generator.choice(self.names) for _ in range(3)) if name not in used] if self.names else []
            if kind < 0.04 and has_broken:
                # The number keeps every broken line a failure of its own.
                out.append('{"id": "broken-%d", "text": ' % self.broken)
                self.broken += 1
                continue
            if kind < 0.10 and known:
                out.append(json.dumps({"id": known[0], "withdrawn": True}))
                used.add(known[0])
                self.live.pop(known[0], None)
                self.published += 1
                continue
            if kind < 0.30 and known:
                name = known[0]
                self.revisions[name] += 1
                article = Article(self.seed, name, self.revisions[name])
            elif kind < 0.36 and known and known[0] in self.live:
                # Sent a second time as it stands: changes nothing.
                out.append(self.live[known[0]].line())
                used.add(known[0])
                continue
            else:
                name = f"n{self.next}"
                self.next += 1
                self.names.append(name)
                self.revisions[name] = 0
                original = self.live.get(known[0]) if kind > 0.92 and known else None
                article = Article(self.seed, name, 0, copy_of=original)
            used.add(name)
            self.live[name] = article
            self.published += 1
            out.append(article.line())
        return f"load-{number:06}.jsonl", "\n".join(out) + "\n"

    def write(self, folder, number):
        """Puts the n-th file into a watched folder, whole or not at all."""
        name, text = self.file(number)
        temporary = os.path.join(folder, f".{name}.tmp")
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(temporary, os.path.join(folder, name))


def expected_claims(live):
    """(subject, object) -> {support, dispute: (documents, stories)} by the plainest way of counting."""
    claims = {}
    for article in live.values():
        for fact, asserted in article.claims:
            sides = claims.setdefault(fact, {"support": [], "dispute": []})
            sides["support" if asserted else "dispute"].append(article.body)
    return {
        fact: {side: (len(bodies), len(set(bodies))) for side, bodies in sides.items()} for fact, sides in claims.items()
    }


def expected_drugs(live):
    drugs = {}
    for article in live.values():
        for (subject, _), _ in article.claims:
            articles, mentions = drugs.get(subject, (0, 0))
            drugs[subject] = (articles + 1, mentions + 1)
    return drugs


class Findings(list):
    def expect(self, condition, message):
        if not condition and len(self) < 40:
            self.append(message)


def rows(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    return [json.loads(line) for line in data.decode("utf-8").splitlines()]


def check_articles(folder, load, findings):
    seen = {}
    for row in rows(folder, "articles.jsonl"):
        source = row["source"]
        findings.expect(source not in seen, f"article {source} is there twice")
        seen[source] = row
    for name, article in load.live.items():
        row = seen.pop(name, None)
        if row is None:
            findings.expect(False, f"article {name} is lost (revision {article.revision})")
            continue
        findings.expect(row.get("title") == article.title, f"article {name}: {row.get('title')!r}, not {article.title!r}")
        findings.expect(row["claims"] == len(article.claims), f"article {name}: {row['claims']} claims, not {len(article.claims)}")
    findings.expect(not seen, f"articles that should not be there: {sorted(seen)[:10]}")


def open_articles(folder, load):
    """What the sink's latest files still lack or have too much."""
    findings = Findings()
    try:
        check_articles(folder, load, findings)
    except (OSError, ValueError) as error:
        # Between two generations.
        findings.append(f"{error}")
    return findings


def check_counts(folder, load, findings):
    claims = expected_claims(load.live)
    found = set()
    for row in rows(folder, "claims.jsonl"):
        fact = (row["subject"], row["object"])
        findings.expect(fact not in found, f"claim {fact} is there twice")
        found.add(fact)
        sides = claims.get(fact)
        if sides is None:
            findings.expect(False, f"claim {fact} is in no input")
            continue
        for side in ("support", "dispute"):
            counted = (row[side]["documents"], row[side]["stories"])
            findings.expect(counted == sides[side], f"claim {fact} {side}: {counted} documents and stories, not {sides[side]}")
    findings.expect(found == set(claims), f"claims that are missing: {sorted(set(claims) - found)}")
    drugs = {row["ingredient"]: (row["articles"], row["mentions"]) for row in rows(folder, "drugs.jsonl")}
    findings.expect(drugs == expected_drugs(load.live), f"drugs: {drugs}, not {expected_drugs(load.live)}")


def change_segments(folder):
    """The change log's files in order: (name, first, last or None for the open one)."""
    segments = []
    for name in sorted(os.listdir(os.path.join(folder, "changes"))):
        sealed = re.fullmatch(r"(\d{20})-(\d{20})\.jsonl", name)
        is_open = re.fullmatch(r"\.open-(\d{20})\.jsonl", name)
        if sealed:
            segments.append((name, int(sealed[1]), int(sealed[2])))
        elif is_open:
            segments.append((name, int(is_open[1]), None))
        else:
            segments.append((name, -1, None))
    return sorted(segments, key=lambda segment: segment[1])


def changes(folder, findings):
    """All lines of the change log, parsed; what is lost, doubled or torn is a finding."""
    database = sqlite3.connect(f"file:{folder}/claimstream.db?mode=ro", uri=True)
    listed = {
        os.path.basename(name): (size, sha, state)
        for name, size, sha, state in database.execute("SELECT name, bytes, sha256, state FROM segment")}
    database.close()
    lines, next_number = [], 1
    for name, first, last in change_segments(folder):
        if first < 0:
            findings.expect(False, f"changes/{name}: a file of no segment")
            continue
        with open(os.path.join(folder, "changes", name), "rb") as file:
            data = file.read()
        size, sha, state = listed.pop(name, (None, None, None))
        findings.expect(size == len(data), f"changes/{name}: {len(data)} bytes, the database counts {size}")
        findings.expect((state == "sealed") == (last is not None), f"changes/{name} is {state}")
        if sha is not None:
            findings.expect(hashlib.sha256(data).hexdigest() == sha, f"changes/{name} differs from its hash")
        findings.expect(not data or data.endswith(b"\n"), f"changes/{name} ends in the middle of a line")
        findings.expect(first == next_number, f"changes/{name} begins at {first}, not {next_number}")
        for text in data.decode("utf-8").splitlines():
            try:
                line = json.loads(text)
            except ValueError:
                findings.expect(False, f"changes/{name}: a torn line after {next_number - 1}: {text[:80]!r}")
                continue
            findings.expect(line["seq"] == next_number, f"changes/{name}: number {line['seq']} where {next_number} was due")
            next_number = line["seq"] + 1
            lines.append(line)
        findings.expect(last is None or last == next_number - 1, f"changes/{name} ends at {next_number - 1}")
    findings.expect(not listed, f"segments that are missing: {sorted(listed)}")
    return lines


def counts(row):
    return {"support": row["support"], "dispute": row["dispute"], "questioned": row["questioned"]}


def check_changes(folder, findings):
    """Folds the change log from empty and compares with the snapshot."""
    state = {}
    lines = changes(folder, findings)
    for line in lines:
        before, after = state.get(line["claim"]), line.get("after")
        findings.expect(line.get("before") == before, f"change {line['seq']}: before is not what the line before it left")
        kind = "new" if before is None else "gone" if after is None else "changed"
        findings.expect(line["kind"] == kind, f"change {line['seq']} is {line['kind']}, not {kind}")
        findings.expect(before != after, f"change {line['seq']} changes nothing")
        if after is None:
            state.pop(line["claim"], None)
        else:
            state[line["claim"]] = after
    snapshot = {row["claim"]: counts(row) for row in rows(folder, "claims.jsonl")}
    findings.expect(set(state) == set(snapshot), "the change log and the snapshot speak of different claims")
    for claim in set(state) & set(snapshot):
        findings.expect(state[claim] == snapshot[claim], f"{claim}: the change log ends at {state[claim]}, the snapshot says {snapshot[claim]}")
    return lines


def check_current(folder, lines, findings):
    with open(os.path.join(folder, "CURRENT.json"), encoding="utf-8") as file:
        current = json.load(file)
    findings.expect(current["changes"] == len(lines), f"CURRENT.json counts {current['changes']} changes of {len(lines)}")
    for name, sha in current["files"].items():
        with open(os.path.join(folder, name), "rb") as file:
            findings.expect(hashlib.sha256(file.read()).hexdigest() == sha, f"{name} is not of the current generation")
    left = [name for name in os.listdir(folder) if name.endswith(".tmp")]
    findings.expect(not left, f"left behind: {left}")


def check_tail(paths, lines, findings):
    """Outputs of successive tails with one reader's name: all lines, in order, repeated only after a restart."""
    texts = [json.dumps(line, sort_keys=True) for line in lines]
    reached = 0
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        whole = data[:data.rfind(b"\n") + 1]
        expected = None
        for text in whole.decode("utf-8").splitlines():
            line = json.loads(text)
            number = line["seq"]
            findings.expect(expected is None or number == expected, f"{path}: {number} after {(expected or 0) - 1}")
            findings.expect(number <= reached + 1, f"{path}: {reached + 1} to {number - 1} were left out")
            findings.expect(
                number <= len(texts) and texts[number - 1] == json.dumps(line, sort_keys=True), f"{path}: {number} is another line")
            expected, reached = number + 1, max(reached, number)
    findings.expect(reached == len(texts), f"tail ends at {reached} of {len(texts)}")


def check(folder, load, tails=None):
    """Everything there is to say against a folder; empty where it is as it must be."""
    findings = Findings()
    try:
        check_articles(folder, load, findings)
        check_counts(folder, load, findings)
        lines = check_changes(folder, findings)
        check_current(folder, lines, findings)
        if tails is not None:
            check_tail(tails, lines, findings)
    except (OSError, ValueError, KeyError, sqlite3.Error) as error:
        findings.append(f"the folder cannot be read: {type(error).__name__}: {error}")
    return findings


SNAPSHOT = [
    "articles.jsonl", "claims.jsonl", "drugs.jsonl", "drugs.csv", "stories.jsonl", "works.jsonl", "cases.jsonl",
    "contradictions.jsonl", "dose-checks.jsonl",
]


def same_snapshot(left, right):
    """Names of snapshot files that are not the same bytes in both folders."""
    def read(folder, name):
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()
    return [name for name in SNAPSHOT if read(left, name) != read(right, name)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=["generate", "check"])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--files", type=int, required=True)
    parser.add_argument("folder")
    options = parser.parse_args()
    load = Load(options.seed)
    if options.command == "generate":
        os.makedirs(options.folder, exist_ok=True)
        for number in range(options.files):
            load.write(options.folder, number)
        return 0
    for number in range(options.files):
        load.file(number)
    findings = check(options.folder, load)
    for finding in findings:
        print(finding)
    print(f"{len(load.live)} articles, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
