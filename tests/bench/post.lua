-- SPDX-License-Identifier: EUPL-1.2
-- For wrk: every request adds an organisation with a name and a form of its own.
-- Arguments: csrf, token, base URL.
local csrf, base
local n = 0

function init(args)
  csrf, base = args[1], args[3]
  wrk.method = "POST"
  wrk.path = "/organisaties/nieuw"
  wrk.headers["Cookie"] = "s=" .. args[2]
  wrk.headers["Origin"] = base
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

function request()
  n = n + 1
  return wrk.format(nil, nil, nil,
    string.format("_csrf=%s&_once=%032x&naam=Partner+%d&soort=other&letter=X", csrf, n, n))
end
