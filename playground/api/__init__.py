"""The practice network's HTTP API, written as networks write theirs: bearer token, JSON, one shape of error."""
