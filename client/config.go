package client

// serviceConfig says per method how long a call may take and whether it may be
// sent again: those that only read may, when the server could not be reached or
// refused them for being too busy, in which case it says when. A message that is
// too large is refused with the same code, once; the client's own limit is the
// same and speaks first. A caller's own deadline counts if it is
// shorter. Streams have no limit of time; [Client.Process] and [Client.Import]
// open them again themselves. Deleting twice is not deleting once: the second
// call finds nothing.
const serviceConfig = `{
  "loadBalancingConfig": [{"round_robin": {}}],
  "healthCheckConfig": {"serviceName": ""},
  "methodConfig": [
    {
      "name": [{}],
      "waitForReady": true
    },
    {
      "name": [
        {"service": "copydesk.v1.CopydeskService", "method": "Clean"},
        {"service": "copydesk.v1.CorpusService", "method": "GetArticle"},
        {"service": "copydesk.v1.CorpusService", "method": "ListArticles"},
        {"service": "copydesk.v1.CorpusService", "method": "SearchArticles"}
      ],
      "waitForReady": true,
      "timeout": "30s",
      "retryPolicy": {
        "maxAttempts": 5, "initialBackoff": "0.05s", "maxBackoff": "2s", "backoffMultiplier": 2,
        "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"]
      }
    },
    {
      "name": [
        {"service": "copydesk.v1.CopydeskService", "method": "Summarize"},
        {"service": "copydesk.v1.CopydeskService", "method": "ExtractClaims"},
        {"service": "copydesk.v1.CopydeskService", "method": "Analyze"}
      ],
      "waitForReady": true,
      "timeout": "120s",
      "retryPolicy": {
        "maxAttempts": 5, "initialBackoff": "0.05s", "maxBackoff": "2s", "backoffMultiplier": 2,
        "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"]
      }
    },
    {
      "name": [{"service": "copydesk.v1.CorpusService", "method": "DeleteArticle"}],
      "waitForReady": true,
      "timeout": "30s"
    }
  ]
}`
