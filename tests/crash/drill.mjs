// SPDX-License-Identifier: EUPL-1.2
// A house under write load that dies or is stopped. Every write that was answered must be there
// afterwards, once; a write that got no answer is sent again with the same form, and must then be there
// once too; and the database must be whole by the word of another program than ours.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { sleep } from "../http/server.mjs";

const program = process.env.VLIEGWIEL ?? "build/vliegwiel";
const bench = process.env.FURNISH ?? "build/bench/furnish";
const CALLERS = 16;

// ---- the house ---------------------------------------------------------------------------------

export function furnish(dir) {
  const house = { db: join(dir, "house.db"), keys: join(dir, "house.keys"), journal: join(dir, "journal") };
  house.token = execFileSync(bench, [house.db, house.keys], { encoding: "utf8" }).trim().split(" ")[1];
  return { ...house, answered: [], unanswered: [], n: 0 };
}

async function start(house, lostWrites) {
  rmSync(house.journal, { force: true });
  const preload = lostWrites
    ? { LD_PRELOAD: join(process.cwd(), "build/test/lost_writes.so"), LOST_WRITES: house.journal } : {};
  const child = spawn(program, ["serve", "--db", house.db, "--keys", house.keys, "--port", "0", "--unlimited"],
    { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...preload } });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ?? code)));
  const port = await new Promise((resolve, reject) => {
    child.stdout.once("data", (line) => resolve(Number(/:(\d+)\//.exec(String(line))[1])));
    ended.then((how) => reject(new Error(`the program did not start: ${how}`)));
  });
  return { child, ended, port, agent: new http.Agent({ keepAlive: true, maxSockets: CALLERS }) };
}

function ask(server, house, method, path, body) {
  return new Promise((resolve) => {
    const headers = { Host: `127.0.0.1:${server.port}`, Cookie: `s=${house.token}`,
      Origin: `http://127.0.0.1:${server.port}`, "Content-Type": "application/x-www-form-urlencoded" };
    const request = http.request({ host: "127.0.0.1", port: server.port, method, path, headers, agent: server.agent },
      (answer) => {
        let text = "";
        answer.on("data", (part) => (text += part));
        answer.on("end", () => resolve({ status: answer.statusCode, text }));
        answer.on("error", () => resolve({ status: 0 }));
      });
    request.on("error", () => resolve({ status: 0 }));
    request.end(body);
  });
}

// ---- the load ----------------------------------------------------------------------------------

async function send(server, house, csrf, form) {
  const body = new URLSearchParams({ _csrf: csrf, _once: form.once, naam: form.name, soort: "other", letter: "X" });
  return (await ask(server, house, "POST", "/organisaties/nieuw", String(body))).status;
}

async function csrfOf(server, house) {
  const { status, text } = await ask(server, house, "GET", "/organisaties/nieuw");
  if (status !== 200) throw new Error(`/organisaties/nieuw answers ${status}`);
  return /name="_csrf" value="([0-9a-f]+)"/.exec(text)[1];
}

async function caller(server, house, csrf, isOver) {
  while (!isOver()) {
    const n = house.n++;
    const form = { name: `Partner ${n}`, once: n.toString(16).padStart(32, "0") };
    const status = await send(server, house, csrf, form);
    if (status === 303) house.answered.push(form.name);
    else if (status === 0 || status === 503) return house.unanswered.push(form);
    else throw new Error(`a write is answered with ${status}: ${form.name}`);
  }
}

// Everybody writes until `end` has ended the program; gives how it ended.
async function writeUntil(server, house, end) {
  const csrf = await csrfOf(server, house);
  let over = false;
  const callers = Array.from({ length: CALLERS }, () => caller(server, house, csrf, () => over));
  const how = await end(server);
  over = true;
  await Promise.all(callers);
  server.agent.destroy();
  return how;
}

async function sendAgain(house) {
  const server = await start(house, false);
  const csrf = await csrfOf(server, house);
  for (const form of house.unanswered.splice(0)) {
    const status = await send(server, house, csrf, form);
    if (status !== 303) throw new Error(`sent again, a write is answered with ${status}`);
    house.answered.push(form.name);
  }
  server.agent.destroy();
  server.child.kill("SIGTERM");
  return server.ended;
}

// ---- what is lost and what must be there -------------------------------------------------------

const HEAD = 32;

function* records(bytes) {
  for (let at = 0; at + HEAD <= bytes.length; ) {
    const n = Number(bytes.readBigUInt64LE(at + 24));
    if (at + HEAD + n > bytes.length) return; // the kill came between two pieces of it
    yield { kind: String.fromCharCode(bytes[at]), file: String.fromCharCode(bytes[at + 1]),
      offset: Number(bytes.readBigUInt64LE(at + 8)), size: Number(bytes.readBigUInt64LE(at + 16)),
      old: bytes.subarray(at + HEAD, at + HEAD + n) };
    at += HEAD + n;
  }
}

// Takes back, newest first, the writes that no sync of their file covered; gives how many.
function powerCut(house) {
  const all = [...records(readFileSync(house.journal))];
  let lost = 0;
  for (const [file, path] of [["d", house.db], ["l", `${house.db}-wal`]]) {
    const own = all.filter((record) => record.file === file);
    const since = own.slice(own.findLastIndex((record) => record.kind === "s") + 1).reverse();
    if (since.length === 0 || !existsSync(path)) continue;
    const fd = openSync(path, "r+");
    for (const { kind, offset, size, old } of since) {
      if (kind === "w") writeSync(fd, old, 0, old.length, offset);
      ftruncateSync(fd, size);
    }
    closeSync(fd);
    lost += since.length;
  }
  return lost;
}

// How often each name stands there. Another program than ours reads it, and says whether all is whole.
function readBack(house) {
  const sql = (text) => execFileSync("sqlite3", [house.db, text], { encoding: "utf8", maxBuffer: 1 << 28 }).trim();
  const whole = sql("PRAGMA integrity_check; PRAGMA foreign_key_check;");
  if (whole !== "ok") throw new Error(`the database is not whole: ${whole}`);
  const times = new Map();
  for (const name of sql("SELECT name FROM organisation").split("\n")) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}

function missing(house) {
  const times = readBack(house);
  return house.answered.filter((name) => times.get(name) !== 1);
}

// ---- the two drills ----------------------------------------------------------------------------

// Gives { lost: writes that the power cut took, missing: answered writes that are not there once }.
export async function kill(house, afterMs, lostWrites) {
  const server = await start(house, lostWrites);
  await writeUntil(server, house, async ({ child, ended }) => {
    await sleep(afterMs);
    child.kill("SIGKILL");
    return ended;
  });
  const lost = lostWrites ? powerCut(house) : 0;
  const before = missing(house);
  await sendAgain(house);
  return { lost, missing: [...before, ...missing(house)] };
}

export async function stop(house, afterMs) {
  const server = await start(house, false);
  const code = await writeUntil(server, house, async ({ child, ended }) => {
    await sleep(afterMs);
    child.kill("SIGTERM");
    return ended;
  });
  const gone = missing(house);
  await sendAgain(house);
  return { code, missing: [...gone, ...missing(house)] };
}
