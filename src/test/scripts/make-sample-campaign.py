#!/usr/bin/env python3
"""Makes the sample campaign of `entente demo`: two nodes' holdings, one bundle a collection.

Everything in it is invented. Addresses are for documentation only (RFC 5737, RFC 3849, RFC 2606,
RFC 5398, RFC 7042), names belong to nobody, and hashes are those of the words that made them.
The same script always writes the same bytes; SampleCampaignTest checks what it wrote.

    src/test/scripts/make-sample-campaign.py src/main/resources/org/entente/demo/sample
"""

import hashlib
import json
import pathlib
import random
import sys
import uuid

CLEAR = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
STRICT = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
PAP_EXTENSION = "extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b"
PAP = {
    "clear": "marking-definition--ad15a0cd-55b6-4588-a14c-a66105329b92",
    "green": "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9",
    "amber": "marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab",
    "red": "marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e",
}

# STIX 2.1 section 6: what contributes to the id of an SCO.
CONTRIBUTING = {
    "artifact": ["hashes", "payload_bin"],
    "autonomous-system": ["number"],
    "directory": ["path"],
    "domain-name": ["value"],
    "email-addr": ["value"],
    "email-message": ["from_ref", "subject", "body"],
    "file": ["hashes", "name", "parent_directory_ref", "extensions"],
    "ipv4-addr": ["value"],
    "ipv6-addr": ["value"],
    "mac-addr": ["value"],
    "mutex": ["name"],
    "network-traffic": ["start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols"],
    "software": ["name", "cpe", "swid", "vendor", "version"],
    "url": ["value"],
    "user-account": ["account_type", "user_id", "account_login"],
    "windows-registry-key": ["key", "values"],
    "x509-certificate": ["hashes", "serial_number"],
}
SCO_NAMESPACE = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")


def derived_id(kind, properties):
    """STIX 2.1 section 2.9. Sorted keys are RFC 8785 here: ASCII only, no fractions."""
    chosen = {p: properties[p] for p in CONTRIBUTING[kind] if p in properties}
    if "hashes" in chosen:
        best = next(h for h in ("MD5", "SHA-1", "SHA-256", "SHA-512") if h in chosen["hashes"])
        chosen["hashes"] = {best: chosen["hashes"][best]}
    canonical = json.dumps(chosen, sort_keys=True, separators=(",", ":"))
    return f"{kind}--{uuid.uuid5(SCO_NAMESPACE, canonical)}"


class Node:
    """What one authority holds, a list of objects a collection."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.collections = {}
        self.hour = 0
        self.author = None

    def fresh_id(self, kind):
        return f"{kind}--{uuid.UUID(int=self.random.getrandbits(128), version=4)}"

    def add(self, kind, mark=None, into="information", **properties):
        """A domain or relationship object by this node's author, an hour after the one before."""
        self.hour += 1
        at = f"2026-10-{1 + self.hour // 24:02d}T{self.hour % 24:02d}:00:00.000Z"
        stix = {
            "type": kind,
            "spec_version": "2.1",
            "id": properties.pop("id", None) or self.fresh_id(kind),
            "created": properties.pop("created", at),
            "modified": properties.pop("modified", at),
        }
        if self.author:
            stix["created_by_ref"] = self.author
        return self.file(stix | properties, mark, into)

    def definition(self, **properties):
        """A marking definition: never versioned (STIX 2.1 section 7.2.1)."""
        return self.file(
            {"type": "marking-definition", "spec_version": "2.1"} | properties, None, "information"
        )

    def sco(self, kind, mark=CLEAR, **properties):
        sco_id = derived_id(kind, properties) if kind in CONTRIBUTING else self.fresh_id(kind)
        return self.file(
            {"type": kind, "spec_version": "2.1", "id": sco_id} | properties, mark, "information"
        )

    def link(self, source, kind, target, mark=GREEN, into="information", **properties):
        return self.add(
            "relationship",
            mark,
            into,
            relationship_type=kind,
            source_ref=source,
            target_ref=target,
            **properties,
        )

    def file(self, stix, mark, into):
        marks = [mark] if isinstance(mark, str) else mark
        if marks:
            stix["object_marking_refs"] = marks
        self.collections.setdefault(into, []).append(stix)
        return stix["id"]

    def write(self, folder, name):
        for collection, objects in self.collections.items():
            bundle = {
                "type": "bundle",
                "id": self.fresh_id("bundle"),
                "objects": objects,
            }
            path = folder / f"{name}-{collection}.json"
            path.write_text(json.dumps(bundle, indent=1, ensure_ascii=False) + "\n", "utf-8")
            print(f"{path.name}: {len(objects)} objects", file=sys.stderr)


def sha256(word):
    return hashlib.sha256(word.encode()).hexdigest()


def days(day, hour=0, minute=0):
    return f"2026-09-{day:02d}T{hour:02d}:{minute:02d}:00.000Z"


def indicator(node, name, pattern, mark, into="information", **properties):
    return node.add(
        "indicator",
        mark,
        into,
        name=name,
        pattern=pattern,
        pattern_type="stix",
        valid_from=days(20),
        indicator_types=["malicious-activity"],
        **properties,
    )


def first_node():
    node = Node("saffron tide, first node")
    node.author = node.add(
        "identity",
        CLEAR,
        name="National incident team A (sample)",
        description="Invented for a demonstration; no such team exists.",
        identity_class="organization",
        sectors=["government"],
    )
    terms = node.definition(
        id=node.fresh_id("marking-definition"),
        created="2026-09-01T00:00:00.000Z",
        created_by_ref=node.author,
        definition_type="statement",
        definition={"statement": "Sample data of Entente. Invented; free for any use."},
    )
    for colour, marking in PAP.items():
        node.definition(
            id=marking,
            created="2022-10-01T00:00:00.000Z",
            name=f"PAP:{colour.upper()}",
            extensions={PAP_EXTENSION: {"extension_type": "property-extension", "pap": colour}},
        )

    actor = node.add(
        "threat-actor",
        AMBER,
        name="DUSTY ORIOLE (sample)",
        threat_actor_types=["crime-syndicate"],
        aliases=["ORIOLE"],
        first_seen=days(2),
        sophistication="intermediate",
        primary_motivation="personal-gain",
    )
    intrusion = node.add("intrusion-set", GREEN, name="SET-0001 (sample)", first_seen=days(2))
    campaign = node.add(
        "campaign",
        [CLEAR, terms],
        name="SAFFRON TIDE (sample)",
        description="Invoices sent to ports and grid operators carry a loader.",
        first_seen=days(3),
        objective="Access to billing systems",
    )
    node.link(campaign, "attributed-to", intrusion)
    node.link(intrusion, "attributed-to", actor, AMBER)

    loader = node.add(
        "malware",
        CLEAR,
        name="LANTERNMOTH (sample)",
        malware_types=["dropper"],
        is_family=True,
        first_seen=days(3),
    )
    backdoor = node.add(
        "malware", GREEN, name="COPPERLEAF (sample)", malware_types=["backdoor"], is_family=True
    )
    stealer = node.add(
        "malware",
        AMBER,
        name="PAPERCRANE (sample)",
        malware_types=["spyware"],
        is_family=True,
        external_references=[{"source_name": "national case file", "external_id": "A-2026-117"}],
    )
    wiper = node.add(
        "malware", RED, name="SALTWINTER (sample)", malware_types=["wiper"], is_family=True
    )
    for malware, mark in ((loader, CLEAR), (backdoor, GREEN), (stealer, AMBER), (wiper, RED)):
        node.link(campaign, "uses", malware, mark)
    node.link(loader, "downloads", backdoor)
    scanner = node.add("tool", CLEAR, name="sample-scan", tool_types=["information-gathering"])
    node.link(intrusion, "uses", scanner, CLEAR)

    techniques = [
        node.add("attack-pattern", CLEAR, name=f"{name} (sample)", description=text)
        for name, text in (
            ("Invoice with a loader", "A person opens an attachment."),
            ("Valid account from a stealer", "A stolen password is used within a day."),
            ("Billing export", "Invoices are read and changed in place."),
            ("Name server for commands", "Answers to queries carry the commands."),
        )
    ]
    for technique in techniques:
        node.link(campaign, "uses", technique, CLEAR)

    fixed = node.add(
        "vulnerability",
        CLEAR,
        name="SAMPLE-2026-0001",
        description="The billing portal accepts any file name; repaired in 4.2.",
    )
    exploited = node.add(
        "vulnerability",
        GREEN,
        name="SAMPLE-2026-0002",
        labels=["entente:vulnerability=exploited", "entente:severity=high"],
        external_references=[{"source_name": "vendor ticket", "external_id": "4711"}],
    )
    unfixed = node.add(
        "vulnerability",
        GREEN,
        name="SAMPLE-2026-0003",
        description="Known to the vendor; no repair yet.",
        labels=["entente:vulnerability=unfixed", "entente:severity=critical"],
    )
    node.link(loader, "exploits", fixed, CLEAR)
    node.link(backdoor, "exploits", exploited)
    node.link(backdoor, "exploits", unfixed)

    remedies = [
        node.add("course-of-action", mark, name=f"{name} (sample)", description=text)
        for name, text, mark in (
            ("Update the billing portal", "Install 4.2 or later.", CLEAR),
            ("Reset passwords seen by the stealer", "Within one day, all sessions too.", GREEN),
            ("Watch for answers longer than 200 bytes", "At the resolver.", GREEN),
        )
    ]
    node.link(remedies[0], "mitigates", fixed, CLEAR)
    node.link(remedies[1], "mitigates", stealer, AMBER)
    node.link(remedies[2], "mitigates", techniques[3])

    harbour = node.add(
        "identity",
        AMBER,
        name="Harbour billing company (sample)",
        identity_class="organization",
        sectors=["transportation"],
    )
    grid = node.add(
        "identity",
        STRICT,
        name="Regional grid operator (sample)",
        identity_class="organization",
        sectors=["energy"],
        contact_information="desk@grid.example",
    )
    relief = node.add(
        "identity",
        GREEN,
        name="Relief association (sample)",
        identity_class="organization",
        sectors=["non-profit"],
    )
    clerk = node.add(
        "identity", GREEN, name="A clerk (sample)", identity_class="individual", roles=["billing"]
    )
    coast = node.add("location", CLEAR, name="The coast (sample)", region="northern-africa")
    node.link(campaign, "targets", harbour, AMBER)
    node.link(campaign, "targets", grid, STRICT)
    node.link(campaign, "targets", relief)
    node.link(campaign, "targets", coast, CLEAR)
    node.link(stealer, "targets", clerk, AMBER)

    servers = [
        node.add(
            "infrastructure",
            mark,
            name=f"{name} (sample)",
            infrastructure_types=[kind],
            first_seen=days(5),
        )
        for name, kind, mark in (
            ("Mail relays", "phishing", CLEAR),
            ("Loader hosts", "hosting-malware", GREEN),
            ("Command servers", "command-and-control", GREEN),
            ("Drop zone", "exfiltration", AMBER),
        )
    ]
    for server, mark in zip(servers, (CLEAR, GREEN, GREEN, AMBER)):
        node.link(campaign, "uses", server, mark)

    systems = [
        node.sco("autonomous-system", number=number, name=f"SAMPLE-{number}")
        for number in (64496, 64511)
    ]
    waves = [first_wave(node, i, campaign, backdoor, servers, systems) for i in range(14)]
    indicators = [one for wave in waves for one in wave]
    hosts = first_host(node, loader, backdoor, stealer, waves)
    observed_personal_data(node)
    first_sightings(node, indicators, harbour, grid, relief)

    retired = dict(
        id=node.fresh_id("indicator"),
        created=days(21),
        pattern="[domain-name:value = 'retired.example.net']",
    )
    for modified, revoked in ((days(21), False), (days(28), True)):
        node.add(
            "indicator",
            GREEN,
            id=retired["id"],
            created=retired["created"],
            modified=modified,
            name="Retired relay (sample)",
            pattern=retired["pattern"],
            pattern_type="stix",
            valid_from=days(21),
            revoked=revoked,
        )

    report = node.add(
        "report",
        [GREEN, PAP["green"]],
        name="SAFFRON TIDE: first findings (sample)",
        description="How the loader arrives, what it fetches, and what helped.",
        report_types=["campaign"],
        published=days(29),
        object_refs=[campaign, loader, backdoor, unfixed, grid] + indicators[:6],
    )
    node.add(
        "report",
        GREEN,
        name="SAFFRON TIDE: open questions (sample)",
        description="Two hosts are unexplained. A source inside says the list was sold.",
        report_types=["threat-report"],
        published=days(30),
        object_refs=[campaign, servers[0], servers[1]],
        granular_markings=[{"marking_ref": RED, "selectors": ["description"]}],
    )
    node.add(
        "grouping",
        AMBER,
        name="Everything around the drop zone (sample)",
        context="suspicious-activity",
        object_refs=[servers[3], stealer, hosts[0]],
    )
    for language, name in (
        ("fr", "SAFFRON TIDE : premiers constats (exemple)"),
        ("ar", "سافرون تايد: النتائج الأولى (مثال)"),
    ):
        node.add(
            "language-content",
            GREEN,
            object_ref=report,
            object_modified=modified_of(node, report),
            contents={language: {"name": name}},
        )
    node.add(
        "note",
        GREEN,
        abstract="Relays move on Mondays",
        content="Three weeks in a row the mail relays changed in the night to Monday.",
        object_refs=[servers[0]],
    )
    node.add(
        "note",
        [AMBER, PAP["red"]],
        abstract="Do not query the name server",
        content="It answers every new client by changing its addresses.",
        object_refs=[servers[2]],
    )
    node.add("opinion", GREEN, opinion="agree", object_refs=[report])
    node.add(
        "grouping",
        [GREEN],
        into="knowledge",
        name="What helped (sample)",
        context="unspecified",
        object_refs=remedies,
    )

    incident = node.add(
        "incident",
        AMBER,
        into="operations",
        name="Billing portal at the harbour (sample)",
        description="Invoices were changed for two days.",
        labels=["entente:severity=high", "entente:sectors=transportation"],
    )
    node.link(incident, "targets", harbour, AMBER, into="operations")
    node.add(
        "note",
        AMBER,
        into="operations",
        abstract="Asked the partner",
        content="Has the drop zone been seen abroad?",
        object_refs=[incident],
    )
    node.add(
        "note",
        GREEN,
        into="operations",
        abstract="Exercise message",
        content="This belongs to the autumn exercise.",
        labels=["entente:exercise=autumn-2026"],
        object_refs=[campaign],
    )

    knowledge(node, campaign, remedies)
    research(node, techniques)
    return node


def modified_of(node, stix_id):
    return next(
        stix["modified"]
        for objects in node.collections.values()
        for stix in objects
        if stix["id"] == stix_id
    )


def first_wave(node, i, campaign, backdoor, servers, systems):
    """One mailing: a name, the address it points to, and indicators for both."""
    mark = [CLEAR, GREEN, GREEN, CLEAR, AMBER, GREEN, None, STRICT, GREEN][i % 9]
    scope = [CLEAR, GREEN][i % 2]
    ip = ["192.0.2.", "198.51.100.", "203.0.113."][i % 3] + str(10 + i)
    name = f"invoice-{i:02d}.example.{['com', 'net', 'org'][i % 3]}"
    address = node.sco("ipv4-addr", scope, value=ip, belongs_to_refs=[systems[i % 2]])
    domain = node.sco("domain-name", scope, value=name, resolves_to_refs=[address])
    server = servers[i % 4]
    node.link(server, "consists-of", domain, GREEN if i % 4 < 3 else AMBER)
    ours = [indicator(node, f"Mailing {i}: name", f"[domain-name:value = '{name}']", mark)]
    if i % 2 == 0:
        ours.append(indicator(node, f"Mailing {i}: address", f"[ipv4-addr:value = '{ip}']", mark))
    if i % 3 == 0:
        url = f"http://{name}/doc/{i}"
        node.sco("url", scope, value=url)
        ours.append(indicator(node, f"Mailing {i}: link", f"[url:value = '{url}']", mark))
    node.link(ours[0], "indicates", campaign if i % 2 else backdoor, mark or GREEN)
    if i % 3 == 1:
        node.add(
            "observed-data",
            scope,
            first_observed=days(5 + i % 20, 8, 5 + i),
            last_observed=days(5 + i % 20, 11, 50 - i),
            number_observed=1 + i,
            object_refs=[domain, address],
        )
    return ours


def first_host(node, loader, backdoor, stealer, waves):
    """What was found on the machines: files, keys, traffic, and indicators for the files."""
    folder = node.sco("directory", path="C:\\ProgramData\\sample")
    files = []
    for i in range(10):
        digest = sha256(f"saffron-{i}")
        mark = [CLEAR, GREEN, GREEN, AMBER, RED][i % 5]
        files.append(
            node.sco(
                "file",
                mark,
                hashes={"SHA-256": digest},
                name=f"invoice-{i}.exe",
                size=4096 + i,
                parent_directory_ref=folder,
            )
        )
        found = indicator(
            node, f"Loader file {i}", f"[file:hashes.'SHA-256' = '{digest}']", mark
        )
        node.link(found, "indicates", (loader, backdoor, stealer)[i % 3], mark)
    node.add(
        "malware-analysis",
        GREEN,
        product="sample-box",
        result="malicious",
        sample_ref=files[1],
        analysis_sco_refs=files[:3],
    )
    artifact = node.sco(
        "artifact",
        GREEN,
        mime_type="application/octet-stream",
        payload_bin="aW52ZW50ZWQgc2FtcGxl",
        hashes={"SHA-256": hashlib.sha256(b"invented sample").hexdigest()},
    )
    mutex = node.sco("mutex", GREEN, name="Global\\SaffronTide")
    key = node.sco(
        "windows-registry-key",
        GREEN,
        key="HKEY_LOCAL_MACHINE\\Software\\Sample\\Run",
        values=[{"name": "tide", "data": "invoice-1.exe", "data_type": "REG_SZ"}],
    )
    software = node.sco("software", name="Sample billing portal", version="4.1", vendor="Sample")
    process = node.sco("process", GREEN, pid=4711, command_line="invoice-1.exe", image_ref=files[1])
    certificate = node.sco(
        "x509-certificate", serial_number="36:f7:d4:32", issuer="CN=sample.example"
    )
    card = node.sco("mac-addr", value="00:00:5e:00:53:01")
    six = node.sco("ipv6-addr", GREEN, value="2001:db8::17", resolves_to_refs=[card])
    four = node.sco("ipv4-addr", GREEN, value="198.51.100.200")
    flows = [
        node.sco(
            "network-traffic",
            GREEN,
            start=days(12, hour),
            src_ref=four,
            dst_ref=six,
            src_port=40000 + hour,
            dst_port=443,
            protocols=["ipv6", "tcp", "https"],
        )
        for hour in range(4)
    ]
    hosts = [
        node.add(
            "observed-data",
            mark,
            first_observed=days(12, 7, 42),
            last_observed=days(13, 16, 8),
            number_observed=count,
            object_refs=refs,
        )
        for mark, count, refs in (
            (AMBER, 3, [files[0], mutex, key]),
            (GREEN, 2, [files[1], process, software]),
            (GREEN, 40, flows + [four, six]),
            (GREEN, 1, [artifact, files[2]]),
            (CLEAR, 5, [certificate, files[0]]),
        )
    ]
    indicator(node, "Command server", "[ipv6-addr:value = '2001:db8::17']", [GREEN, PAP["amber"]])
    indicator(
        node,
        "Two names in an hour",
        "([domain-name:value = 'invoice-00.example.com'] FOLLOWEDBY "
        "[domain-name:value = 'invoice-01.example.net']) WITHIN 3600 SECONDS",
        GREEN,
        labels=["entente:severity=medium"],
        confidence=70,
        external_references=[{"source_name": "resolver log", "description": "Held at home."}],
    )
    return hosts


def observed_personal_data(node):
    """What no clause lets out: people's addresses and accounts, and what holds them."""
    sender = node.sco("email-addr", GREEN, value="billing@example.org", display_name="Billing")
    receiver = node.sco("email-addr", GREEN, value="clerk@grid.example")
    message = node.sco(
        "email-message",
        GREEN,
        is_multipart=False,
        from_ref=sender,
        to_refs=[receiver],
        subject="Your invoice",
    )
    account = node.sco("user-account", AMBER, user_id="1001", account_login="clerk")
    for refs in ([message, sender], [account]):
        node.add(
            "observed-data",
            GREEN,
            first_observed=days(12),
            last_observed=days(12, 1),
            number_observed=1,
            object_refs=refs,
        )


def first_sightings(node, indicators, harbour, grid, relief):
    for i, seen in enumerate(indicators[:10]):
        victim = {0: [harbour], 1: [grid], 2: [relief]}.get(i % 4)
        node.add(
            "sighting",
            GREEN,
            sighting_of_ref=seen,
            first_seen=days(6 + i, 9, 12 + i),
            last_seen=days(8 + i, 17, 31 + i),
            count=3 + i,
            **({"where_sighted_refs": victim} if victim else {}),
        )


def knowledge(node, campaign, remedies):
    lessons = node.add(
        "report",
        CLEAR,
        into="knowledge",
        name="Five lessons from invoice mailings (sample)",
        description="What a billing office can do in a week.",
        report_types=["attack-pattern"],
        published=days(30),
        object_refs=[campaign] + remedies[:1],
    )
    for language, name in (
        ("fr", "Cinq leçons des envois de factures (exemple)"),
        ("ar", "خمسة دروس من رسائل الفواتير (مثال)"),
        ("he", "חמישה לקחים מדיוור החשבוניות (דוגמה)"),
    ):
        node.add(
            "language-content",
            CLEAR,
            into="knowledge",
            object_ref=lessons,
            object_modified=modified_of(node, lessons),
            contents={language: {"name": name}},
        )
    node.add(
        "course-of-action",
        GREEN,
        into="knowledge",
        name="A phone call before a new account number (sample)",
        description="Two persons, a known number.",
    )
    node.add(
        "note",
        None,
        into="knowledge",
        abstract="Training hours",
        content="Nobody has marked this note yet.",
        object_refs=[lessons],
    )


def research(node, techniques):
    study = node.add(
        "grouping",
        GREEN,
        into="research",
        name="Study: length of answers as a signal (sample)",
        context="unspecified",
        object_refs=techniques[3:],
    )
    node.add(
        "indicator",
        GREEN,
        into="research",
        name="Long answers (sample rule)",
        pattern="title: Long answers\nlogsource:\n  category: dns\ndetection:\n"
        "  long:\n    answer_length|gt: 200\n  condition: long\n",
        pattern_type="sigma",
        valid_from=days(20),
    )
    node.add(
        "note",
        AMBER,
        into="research",
        abstract="Intermediate result",
        content="Nine of ten commands were found; one false alarm a day.",
        object_refs=[study],
    )


def second_node():
    node = Node("saffron tide, second node")
    node.author = node.add(
        "identity",
        CLEAR,
        name="National incident team B (sample)",
        description="Invented for a demonstration; no such team exists.",
        identity_class="organization",
        sectors=["government"],
    )
    bank = node.add(
        "identity",
        AMBER,
        name="Savings bank (sample)",
        identity_class="organization",
        sectors=["financial-services"],
    )
    wave = node.add("campaign", GREEN, name="AMBER QUARRY (sample)", first_seen=days(10))
    loader = node.add(
        "malware", GREEN, name="QUARRYDUST (sample)", malware_types=["dropper"], is_family=True
    )
    node.link(wave, "uses", loader)
    node.link(wave, "targets", bank, AMBER)
    for i in range(12):
        mark = [CLEAR, GREEN, GREEN, AMBER, RED, None][i % 6]
        name = f"quarry-{i:02d}.example.com"
        node.sco("domain-name", GREEN, value=name)
        seen = indicator(node, f"Quarry {i}", f"[domain-name:value = '{name}']", mark)
        node.link(seen, "indicates", loader, mark or GREEN)
        if i % 4 == 1:
            node.add(
                "sighting",
                GREEN,
                sighting_of_ref=seen,
                count=1 + i,
                where_sighted_refs=[bank],
            )
    node.add(
        "course-of-action",
        CLEAR,
        into="knowledge",
        name="Ask the sender on another channel (sample)",
        description="Before any change of an account number.",
    )
    return node


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    first_node().write(target, "first")
    second_node().write(target, "second")
