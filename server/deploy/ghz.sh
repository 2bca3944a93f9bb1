#!/bin/sh
# Calls a second and latencies of a server on 127.0.0.1:7341 that keeps no
# corpus, for one article of the sample. Wants ghz:
#   go install github.com/bojand/ghz/cmd/ghz@v0.121.0
# usage: server/deploy/ghz.sh [SECONDS]
set -eu
cd "$(dirname "$0")/../.."
for method in Clean Summarize ExtractClaims; do
	page=$(base64 -w0 internal/sample/articles/01-harbour-courier.html)
	data="{\"articles\":[{\"page\":\"$page\",\"contentType\":\"text/html\"}]}"
	test $method = Clean && data="{\"article\":{\"page\":\"$page\",\"contentType\":\"text/html\"}}"
	for flying in 1 8 64; do
		ghz --insecure --call copydesk.v1.CopydeskService.$method -d "$data" -c $flying --connections $(((flying + 15) / 16)) \
			-z "${1:-10}s" --duration-stop wait -O json 127.0.0.1:7341 |
			python3 -c 'import json, sys
r = json.load(sys.stdin)
p = {d["percentage"]: d["latency"] / 1e6 for d in r["latencyDistribution"] or []}
print("| %s | %s | %.0f | %.1f | %.1f | %s |" % (sys.argv[1], sys.argv[2], r["rps"], p.get(50, 0), p.get(99, 0), r["statusCodeDistribution"]))' $method $flying
	done
done
