-- SPDX-License-Identifier: EUPL-1.2
-- What machines ask: is it alive, is it ready, how is it doing, what does it offer.

# it is alive and ready
GET /health/live
200
header Content-Type: text/plain; charset=utf-8
is ok
GET /health/ready
200
is ok
queries <= 1

# metrics count, and name nobody
GET /metrics
200
header Content-Type: text/plain; version=0.0.4; charset=utf-8
has vliegwiel_answers_total{class="2xx"}
has # TYPE vliegwiel_limited_total counter
lacks Vos

# the interface describes itself
GET /openapi.json
200
header Content-Type: application/json
has "openapi":"3.1.0"
has "/cohorts/{cohort}/applications"
GET /api/v1/openapi.json
200
has "url":"/api/v1"
