-- With PACE: each connection waits so many milliseconds between an answer and the next request, so that all servers bear one load.
local pace = tonumber(os.getenv("PACE") or "0")
if pace > 0 then
  function delay() return pace end
end
function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("FIGURES %d %.0f %d %.0f %.0f\n", summary.requests, summary.duration, failed,
    latency:percentile(50), latency:percentile(99)))
end
