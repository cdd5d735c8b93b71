// SPDX-License-Identifier: EUPL-1.2
// Requests that two readers could read in two ways. Each carries a second request inside what one of
// the readers takes for a body; a second answer means that it was smuggled through.
const inner = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
const post = (headers, body) => `POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n${body}`;
const get = (headers) => `GET / HTTP/1.1\r\n${headers}\r\n\r\n`;
const chunked = `0\r\n\r\n${inner}`;

export const malformed = {
  "length and chunked": post(`Content-Length: ${chunked.length}\r\nTransfer-Encoding: chunked`, chunked),
  "chunked and length": post(`Transfer-Encoding: chunked\r\nContent-Length: ${chunked.length}`, chunked),
  "two lengths": post(`Content-Length: 0\r\nContent-Length: ${inner.length}`, inner),
  "two lengths the other way": post(`Content-Length: ${inner.length}\r\nContent-Length: 0`, inner),
  "one length twice": post(`Content-Length: ${inner.length}\r\nContent-Length: ${inner.length}`, inner),
  "two codings": post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", chunked),
  "an unknown coding": post("Transfer-Encoding: xchunked", chunked),
  "length +5": post("Content-Length: +5", inner),
  "length -5": post("Content-Length: -5", inner),
  "length 0x5": post("Content-Length: 0x5", inner),
  "length 5,5": post("Content-Length: 5,5", inner),
  "length 1e1": post("Content-Length: 1e1", inner),
  "length too long": post("Content-Length: 99999999999999999999", inner),
  "space before the colon": get("Host : x"),
  "space before the colon of a length": post(`Content-Length : ${inner.length}`, inner),
  "tab before the colon of a coding": post("Transfer-Encoding\t: chunked", chunked),
  "empty header name": get("Host: x\r\n: y"),
  "empty header name, then a body": post(`: y\r\nContent-Length: ${inner.length}`, inner),
  "header without a colon": get("Host: x\r\nnothing"),
  "no host": get("Accept: */*"),
  "two hosts": get("Host: x\r\nHost: y"),
  "NUL in a header name": get("Host: x\r\na\0b: c"),
  "DEL in a header": get("Host: x\r\na: b\x7fc"),
  "control character in a header": get("Host: x\r\na: b\x01c"),
  "space in the target": "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
  "escape that is none": "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
  "NUL in the path": "GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n",
  "no version": "GET /\r\nHost: x\r\n\r\n",
  "chunk size that is none": post("Transfer-Encoding: chunked", `zz\r\n${inner}`),
  "chunk longer than said": post("Transfer-Encoding: chunked", `1\r\nabc\r\n${chunked}`),
  "folded header": get("Host: x\r\nAccept: a\r\n b"),
  "NUL in a header value": get("Host: x\r\na: b\0c"),
  "length of a body on GET": `GET / HTTP/1.1\r\nHost: x\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`,
};
