// SPDX-License-Identifier: EUPL-1.2
// Starts the program, and nginx in front of it, on free ports of 127.0.0.1, in a directory that is
// thrown away; and talks to them in raw bytes, as no client library would.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.VLIEGWIEL ?? "build/vliegwiel";

export function directory() {
  const path = mkdtempSync(join(tmpdir(), "vliegwiel-http-"));
  process.on("exit", () => rmSync(path, { recursive: true, force: true }));
  return path;
}

// { port, pid, stop() -> exit code }
export async function serve(...options) {
  const child = spawn(program, ["serve", "--port", "0", ...options], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => child.on("exit", (code) => resolve(code)));
  const port = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (bytes) => {
      const url = /^URL \S+:(\d+)\//m.exec((said += bytes));
      if (url) resolve(Number(url[1]));
    });
    ended.then((code) => reject(new Error(`the program ended with ${code}`)));
  });
  const stop = () => (child.kill("SIGTERM"), ended);
  return { port, pid: child.pid, stop };
}

// On a new database.
export async function startProgram(dir, ...more) {
  const db = join(dir, "test.db");
  const made = spawnSync(program, ["migrate", "--db", db], { stdio: ["ignore", "ignore", "pipe"] });
  if (made.status !== 0) throw new Error(`migrate: ${made.stderr}`);
  return serve("--db", db, ...more);
}

export async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.on("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const proxyTo = (port) => `
  proxy_pass http://127.0.0.1:${port};
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $host;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;`;

// One worker, that does with every request what `location` says.
export async function startNginx(dir, location) {
  const port = await freePort();
  const file = join(dir, "nginx.conf");
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  writeFileSync(
    file,
    `daemon off; worker_processes 1; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
     events { worker_connections 256; }
     http {
       access_log off;
       ${paths.map((p) => `${p}_temp_path ${dir}/${p};`).join(" ")}
       server {
         listen 127.0.0.1:${port};
         location / { ${location} }
       }
     }`,
  );
  const child = spawn("nginx", ["-p", dir, "-c", file], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  for (let tries = 0; tries < 100 && !(await answers(port)); tries++) await sleep(20);
  return { port, pid: child.pid, stop: () => (child.kill("SIGTERM"), ended) };
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function answers(port) {
  return (await raw(port, "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
    .text.startsWith("HTTP/1.1 ");
}

// Sends bytes, and gives all that comes back until the other side closes or is silent for a while.
export function raw(port, bytes, silence = 400) {
  return new Promise((resolve) => {
    let text = "";
    const socket = net.connect(port, "127.0.0.1", () => socket.write(Buffer.from(bytes, "latin1")));
    const end = (closed) => (socket.destroy(), resolve({ text, closed }));
    socket.setTimeout(silence, () => end(false));
    socket.on("data", (data) => (text += data.toString("latin1")));
    socket.on("end", () => end(true));
    socket.on("error", () => end(true));
  });
}

export const statuses = (text) => [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map((m) => Number(m[1]));
