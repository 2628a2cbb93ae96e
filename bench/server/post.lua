-- Sends the application in BODY; prints one line of figures at the end.
local file = assert(io.open(os.getenv("BODY"), "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "application/json"
function done(summary, latency, _)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %.0f %d %d\n", summary.requests, summary.duration, latency:percentile(99),
    e.connect + e.read + e.write + e.timeout, e.status))
end
