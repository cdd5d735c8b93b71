# SPDX-License-Identifier: EUPL-1.2
"""Serves the demo's house with --smtp to a receiver of our own (aiosmtpd) and reads what arrives."""
import datetime
import email
import email.policy
import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zoneinfo
from aiosmtpd.controller import Controller

BINARY = "build/vliegwiel"
FROM = "leergang@vaartwijk.example"


class Receiver:
    """Takes letters; `after` runs when one is taken, before the sender hears so."""

    def __init__(self):
        self.letters, self.after, self.answer = [], None, "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.letters.append((envelope.mail_from, envelope.rcpt_tos, letter))
        if self.after:
            self.after()
        return self.answer


def wait(what, condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.05)


class House:
    def __init__(self, folder, smtp):
        self.db, self.smtp = os.path.join(folder, "house.db"), smtp
        made = subprocess.Popen([BINARY, "demo", "--db", self.db, "--port", "0"],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        lines = [made.stdout.readline() for _ in range(8)]
        made.terminate()
        assert made.wait() == 0
        self.accounts = {line.split()[0]: line.split()[1:] for line in lines}

    def serve(self):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--db", self.db, "--port", "0", "--smtp", self.smtp, "--mail-from",
             FROM, "--base-url", "http://huis.example"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.process.stdout.readline()
        wait("a port", self.port)

    def port(self):
        listening = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True).stdout
        for line in listening.splitlines():
            if f"pid={self.process.pid}," in line:
                self.at = "http://127.0.0.1:" + line.split()[3].rsplit(":", 1)[1]
                return True
        return False

    def stop(self):
        self.process.terminate()
        assert self.process.wait(20) == 0

    def rows(self, sql):
        with sqlite3.connect(f"file:{self.db}?mode=ro", uri=True) as db:
            return db.execute(sql).fetchall()


class Browser:
    def __init__(self, house):
        self.house, self.page = house, ""
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path):
        return self.ask(urllib.request.Request(self.house.at + path))

    def post(self, path, **fields):
        hidden = dict(re.findall(r'name="(_csrf|_once)" value="([^"]*)"', self.page))
        body = urllib.parse.urlencode({**hidden, **fields}).encode()
        origin = {"Origin": "http://huis.example", "Sec-Fetch-Site": "same-origin"}
        return self.ask(urllib.request.Request(self.house.at + path, body, origin))

    def ask(self, request):
        try:
            answer = self.opener.open(request)
        except urllib.error.HTTPError as error:
            answer = error
        self.page = answer.read().decode()
        return answer.status


def sign_in(house, role):
    browser = Browser(house)
    browser.get("/aanmelden")
    address, password = house.accounts[role]
    assert browser.post("/aanmelden", email=address, wachtwoord=password) == 200
    return browser


def waiting(house):
    return house.rows("SELECT count(*) FROM outbox WHERE state = 'waiting'")[0][0]


def test_invitations(house, receiver):
    coordinator = sign_in(house, "coordinator")
    coordinator.get("/lichtingen/1/toegang")
    assert coordinator.post("/lichtingen/1/uitnodigingen") == 200
    asked = house.rows("SELECT count(*) FROM outbox")[0][0]
    assert asked > 10
    wait("all letters", lambda: waiting(house) == 0)
    assert len(receiver.letters) == asked
    assert len({tuple(to) for _, to, _ in receiver.letters}) == asked
    # By day what waits for those who lead may leave with them.
    invitations = [got for got in receiver.letters if got[2]["Subject"] == "Je uitnodiging voor Vliegwiel"]
    assert len(invitations) > 10
    sender, to, letter = invitations[0]
    assert sender == FROM and str(letter["From"]).strip("<>") == FROM
    assert str(letter["To"]).strip("<>") == to[0]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<bericht\.\d+\.\d+@huis\.example>", letter["Message-ID"])
    assert email.utils.parsedate_to_datetime(letter["Date"])
    text = next(letter.walk() if not letter.is_multipart() else letter.iter_parts())
    assert text.get_content_type() == "text/plain" and text.get_content_charset() == "utf-8"
    link = re.search(r"http://huis\.example(/uitnodiging/[0-9a-f]{64})\n", text.get_content())[1]
    assert house.rows("SELECT count(*) FROM outbox WHERE secret IS NOT NULL") == [(0,)]
    invited = Browser(house)
    assert invited.get(link) == 200
    assert invited.post(link, nieuw="vier groene stoelen buiten") == 200
    assert invited.get("/wachtwoord") == 200
    assert Browser(house).get(link) == 422


def test_reset(house, receiver):
    receiver.letters.clear()
    browser = Browser(house)
    for address in (house.accounts["participant"][0], "niemand@elders.example"):
        browser.get("/wachtwoord/vergeten")
        assert browser.post("/wachtwoord/vergeten", email=address) == 200
    wait("the letter", lambda: receiver.letters)
    wait("the mark", lambda: waiting(house) == 0)
    assert house.rows("SELECT count(*) FROM reset_request") == [(0,)]
    assert len(receiver.letters) == 1
    text = next(receiver.letters[0][2].iter_parts()).get_content()
    link = re.search(r"http://huis\.example(/herstel/[0-9a-f]{64})\n", text)[1]
    other = sign_in(house, "participant")
    assert browser.get(link) == 200
    assert browser.post(link, nieuw="vijf groene stoelen buiten") == 200
    assert other.get("/wachtwoord") == 200 and "huidig" not in other.page  # signed out elsewhere


def test_refusal_and_rest(house, receiver):
    receiver.letters.clear()
    receiver.answer = "451 later"
    Browser(house).post("/wachtwoord/vergeten", email=house.accounts["owner"][0])
    wait("a try", lambda: house.rows("SELECT 1 FROM outbox WHERE problem LIKE '%451%'"))
    state, rest = house.rows("SELECT state, next_try FROM outbox ORDER BY id DESC LIMIT 1")[0]
    assert state == "waiting" and 50 < rest - time.time() <= 60
    receiver.answer = "550 nobody here"
    Browser(house).post("/wachtwoord/vergeten", email=house.accounts["facilitator"][0])
    wait("a refusal", lambda: house.rows("SELECT 1 FROM outbox WHERE state = 'failed'"))
    receiver.answer = "250 OK"


def test_crash(house, receiver):
    receiver.letters.clear()
    receiver.after = lambda: house.process.send_signal(signal.SIGKILL)
    Browser(house).post("/wachtwoord/vergeten", email=house.accounts["line-manager"][0])
    house.process.wait(20)
    receiver.after = None
    assert len(receiver.letters) == 1 and waiting(house) >= 1
    with sqlite3.connect(house.db) as db:  # instead of waiting for the lease to end
        db.execute("UPDATE outbox SET next_try = 0 WHERE state = 'waiting' AND problem IS NULL")
    house.serve()
    wait("it again", lambda: len(receiver.letters) == 2)
    ids = [letter["Message-ID"] for _, _, letter in receiver.letters]
    assert ids[0] == ids[1]  # the receiver sees that it is the same
    texts = [next(letter.iter_parts()).get_content() for _, _, letter in receiver.letters]
    assert texts[0] == texts[1]


def test_news(house, receiver):
    """A moved session is told to each participant once, by day; at night it waits."""
    receiver.letters.clear()
    with sqlite3.connect(house.db) as db:
        session, = db.execute("SELECT min(id) FROM session WHERE day > date('now', '+9 days')").fetchone()
        db.execute("UPDATE session SET day = date(day, '+1 day') WHERE id = ?", (session,))
    people = house.rows(f"""SELECT count(DISTINCT p.id) FROM person p LEFT JOIN account a ON a.person_id = p.id
        WHERE COALESCE(a.email, p.email) IS NOT NULL AND (
          EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = p.id AND e.session_id = {session} AND e.ended_at IS NULL)
          OR EXISTS (SELECT 1 FROM session_facilitator f WHERE f.person_id = p.id AND f.session_id = {session}))""")[0][0]
    news = "SELECT count(*) FROM outbox WHERE template = 'sessions' AND state = '%s'"
    wait("news", lambda: house.rows(news % "waiting")[0][0] == people)
    time.sleep(1)
    assert not receiver.letters  # it rests first
    with sqlite3.connect(house.db) as db:
        db.execute("UPDATE outbox SET next_try = 0 WHERE template = 'sessions' AND state = 'waiting'")
    hour = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).hour
    if not 7 <= hour < 20:
        time.sleep(2)
        assert house.rows(news % "waiting")[0][0] == people
        print("at night: nothing left, as it should; the letters themselves were not looked at")
        return
    wait("all letters", lambda: house.rows(news % "sent")[0][0] == people)
    sessions = [l for _, _, l in receiver.letters if l["Subject"] in ("Je bijeenkomsten", "Your sessions")]
    assert len(sessions) == people
    text = next(sessions[0].iter_parts()).get_content()
    assert "was: " in text and "wordt: " in text, text
    time.sleep(11)  # it is looked again
    assert house.rows(news % "waiting")[0][0] == 0


def texts_to(receiver, subject):
    return {letter["To"].strip("<>"): next(letter.iter_parts()).get_content()
            for _, _, letter in receiver.letters if letter["Subject"] == subject}


def hurry(house):
    """What rests, or waits for the day, is due; whether it is day outside is said."""
    with sqlite3.connect(house.db) as db:
        db.execute("UPDATE outbox SET next_try = 0 WHERE state = 'waiting'")
    hour = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).hour
    if not 7 <= hour < 20:
        print("at night: what leaves by day was not looked at")
    return 7 <= hour < 20


def test_one_letter_for_a_manager(house, receiver):
    """All who wait for a manager stand in one letter, whose link opens them all."""
    receiver.letters.clear()
    coordinator = sign_in(house, "coordinator")
    coordinator.get("/lichtingen/2/aanmeldingen")
    assert coordinator.post("/lichtingen/2/akkoord/vraag") == 200
    people = house.rows("SELECT person_id, count(*) FROM consent_link WHERE ended_at IS NULL GROUP BY person_id")
    letters = "SELECT count(*) FROM outbox WHERE template = 'consent'"
    assert len(people) == 1 and people[0][1] == 2 and house.rows(letters) == [(1,)], people
    if not hurry(house):
        return
    wait("the letter", lambda: waiting(house) == 0)
    text, = texts_to(receiver, "Mogen je medewerkers meedoen?").values()
    link = re.search(r"http://huis\.example(/akkoord/[0-9a-f]{64})\n", text)[1]
    manager = Browser(house)
    assert manager.get(link) == 200 and "Mogen 2 medewerkers meedoen?" in manager.page
    chosen = {name: "yes" for name in re.findall(r'name="(besluit-\d+)"', manager.page)}
    assert len(chosen) == 2
    assert manager.post(link, **chosen) == 200 and "Dank je" in manager.page
    assert Browser(house).get(link) == 422


def test_moving_up(house, receiver):
    """Who moves up from the waiting list hears so once, in the own language, with the sessions."""
    receiver.letters.clear()
    coordinator = sign_in(house, "coordinator")
    coordinator.get("/lichtingen/2/aanmeldingen")
    places = re.findall(r'name="plaats" value="(\d+)"[^>]*checked', coordinator.page)
    hidden = re.findall(r'name="(_csrf|_once|stand)" value="([^"]*)"', coordinator.page)
    assert len(places) == 24, len(places)
    body = urllib.parse.urlencode([*dict(hidden).items(), *(("plaats", p) for p in places)])
    origin = {"Origin": "http://huis.example", "Sec-Fetch-Site": "same-origin"}
    path = house.at + "/lichtingen/2/aanmeldingen"
    assert coordinator.ask(urllib.request.Request(path, body.encode(), origin)) == 200
    coordinator.get(f"/aanmeldingen/{places[0]}/stopt")
    assert coordinator.post(f"/aanmeldingen/{places[0]}/stopt") == 200
    moved = house.rows("""SELECT p.id, p.name, p.lang, COALESCE(k.email, p.email) FROM placement_cause c
        JOIN decision d ON d.id = c.decision_id JOIN application a ON a.id = d.subject_id
        JOIN person p ON p.id = a.person_id LEFT JOIN account k ON k.person_id = p.id
        WHERE c.cause = 'moved_up'""")
    assert len(moved) == 1, moved
    _, name, lang, address = moved[0]
    made = "SELECT count(*) FROM outbox WHERE template = 'place'"
    wait("the news", lambda: house.rows(made)[0][0] > 0, 30)
    if not hurry(house):
        return
    wait("the letters", lambda: waiting(house) == 0, 60)
    texts = texts_to(receiver, "Een plaats in de leergang")
    assert len(texts) >= 1, name
    if address:
        assert "die is voor jou: je doet mee" in texts.pop(address)
    for text in texts.values():
        assert f"{name} doet mee aan Lichting 2" in text
    told = house.rows(made)
    time.sleep(11)  # it is looked again
    assert house.rows(made) == told


def test_kills(house, receiver):
    """Killed ten times while many letters leave: each arrives; twice only what was under way."""
    receiver.letters.clear()
    coordinator = sign_in(house, "coordinator")
    coordinator.get("/organisaties/1/toegang")
    who = re.findall(r'name="wie" value="(\d+)"', coordinator.page)
    hidden = re.findall(r'name="(_csrf|_once)" value="([^"]*)"', coordinator.page)
    seen = dict(hidden)
    body = urllib.parse.urlencode([*seen.items(), ("doe", "uitnodigen"), *(("wie", w) for w in who)])
    origin = {"Origin": "http://huis.example", "Sec-Fetch-Site": "same-origin"}
    request = urllib.request.Request(house.at + "/organisaties/1/toegang", body.encode(), origin)
    assert coordinator.ask(request) == 200
    made = house.rows("SELECT count(*) FROM outbox WHERE template = 'invitation' AND state <> 'failed'"
                      " AND id > (SELECT COALESCE(max(id), 0) FROM outbox WHERE sent_at IS NOT NULL"
                      " AND template <> 'invitation')")[0][0]
    assert made >= 50, made
    kills = 10
    for _ in range(kills):
        before = len(receiver.letters)
        wait("letters", lambda: len(receiver.letters) > before + 2 or not waiting_doors(house))
        house.process.kill()
        house.process.wait(20)
        with sqlite3.connect(house.db) as db:  # instead of waiting for the lease to end
            db.execute("UPDATE outbox SET next_try = 0 WHERE state = 'waiting' AND template = 'invitation'")
        house.serve()
    wait("all of them", lambda: not waiting_doors(house), 60)
    ids = [letter["Message-ID"] for _, _, letter in receiver.letters]
    to = {letter["To"] for _, _, letter in receiver.letters}
    assert len(to) == len(set(ids))
    unsent = house.rows("SELECT count(*) FROM outbox WHERE template = 'invitation' AND state <> 'sent'")
    assert unsent == [(0,)], unsent
    twice = len(ids) - len(set(ids))
    assert twice <= kills, twice  # one letter at most is under way when the process dies
    print(f"{len(set(ids))} letters, {kills} kills, {twice} twice")


def waiting_doors(house):
    return house.rows("SELECT count(*) FROM outbox WHERE state = 'waiting' AND template = 'invitation'")[0][0]


def main():
    receiver, failed = Receiver(), 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(receiver, hostname="127.0.0.1", port=port)
    controller.start()
    tests = [test_invitations, test_reset, test_refusal_and_rest, test_crash, test_news,
             test_one_letter_for_a_manager, test_moving_up, test_kills]
    with tempfile.TemporaryDirectory() as folder:
        house = House(folder, f"smtp://127.0.0.1:{port}")
        house.serve()
        for test in tests:
            try:
                test(house, receiver)
            except AssertionError as error:
                failed += 1
                print(f"{test.__name__}: line {error.__traceback__.tb_next.tb_lineno}: {error}")
        house.stop()
    controller.stop()
    print(f"{len(tests) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    raise SystemExit(main())
