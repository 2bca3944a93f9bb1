# What copydesk is built and judged with. "make help" lists the targets.

GO ?= go
BIN := $(CURDIR)/.build/bin

# Tools that are no part of go.mod, pinned here.
BUF := $(BIN)/buf-v1.75.0
STATICCHECK := $(BIN)/staticcheck-v0.8.2
GATEWAY := $(BIN)/protoc-gen-grpc-gateway-v2.33.0
OPENAPI := $(BIN)/protoc-gen-openapiv2-v2.33.0

# The articles that "make demo" runs on: files or folders.
ARTICLES ?= internal/sample/articles
FUZZTIME ?= 30s

# What a change of the contract is compared with: main, or where main has the
# contract as it is here, the contract before its last change.
BASE ?= $(shell git diff --quiet main -- proto 2>/dev/null && git log -2 --format=%H -- proto | tail -1 || echo main)
BEFORE := .build/before

.PHONY: help build test faults demo run lint generate check train eval eval-peers bench bench-peers fuzz

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

build: ## the command and the server, into .build/bin
	$(GO) build -trimpath -o $(BIN)/ ./client/copydesk ./server/copydeskd

test: ## all tests
	$(GO) test ./...

faults: ## the fault table over the real binary, long: kill -9, drains, restarts, overload, hostile input (20 minutes)
	$(GO) test ./server/copydeskd -run Fault -faults -count=1 -timeout 60m -v

demo: build ## clean copy, a summary and the claims of a story (ARTICLES=DIR takes another)
	@$(BIN)/copydesk clean $(ARTICLES)
	@echo
	@$(BIN)/copydesk summarize $(ARTICLES)
	@echo
	@$(BIN)/copydesk claims $(ARTICLES)

run: build ## the server on 127.0.0.1:7341
	$(BIN)/copydeskd

lint: $(BUF) $(STATICCHECK) .build/deps ## formatting, vet, staticcheck, buf
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...
	$(BUF) lint
	$(BUF) format --diff --exit-code proto

generate: $(BUF) $(GATEWAY) $(OPENAPI) .build/deps ## the Go code of the contract, and of JSON over HTTP
	$(BUF) generate

check: lint generate ## all that must hold before a change lands
	git diff --exit-code -- proto server/gateway
	rm -rf $(BEFORE) && mkdir -p $(BEFORE)/.build
	git archive $(BASE) buf.yaml proto | tar -x -C $(BEFORE) && cp -r .build/deps $(BEFORE)/.build/
	$(BUF) breaking --against $(BEFORE)
	@# -e: tests of modules of others may need modules that cannot be had.
	$(GO) mod tidy -e -diff 2>/dev/null
	$(GO) test -race -short ./...

train: ## learn the weights of clean, segment and the net from ../shared/data, and print their held-out figures (half an hour and more)
	$(GO) run ./internal/train

eval: ## measure quality on ../shared/data and write internal/eval/testdata/scores.txt
	$(GO) test ./internal/eval -run TestScores -count=1 -timeout 30m -write

eval-peers: ## quality of other libraries beside Clean and Analyze, into internal/peers/testdata
	cd internal/peers && $(GO) run . eval
	cd internal/peers && $(GO) run . language

bench: ## benchmarks of every package
	$(GO) test -run '^$$' -bench . -benchmem ./...

bench-peers: ## speed of other extractors beside Clean, into internal/peers/testdata/speed.txt
	cd internal/peers && $(GO) run . bench

fuzz: ## every fuzz target in turn, FUZZTIME each
	@for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep ^Fuzz); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package || exit 1; \
		done; \
	done

# The .proto files of others, printed from the Go modules.
.build/deps: internal/protodeps/main.go go.mod
	$(GO) run ./internal/protodeps $@
	@touch $@

$(BUF):
	GOBIN=$(BIN) $(GO) install github.com/bufbuild/buf/cmd/buf@v1.75.0
	mv $(BIN)/buf $@

$(STATICCHECK):
	GOBIN=$(BIN) $(GO) install honnef.co/go/tools/cmd/staticcheck@v0.8.2
	mv $(BIN)/staticcheck $@

$(GATEWAY):
	GOBIN=$(BIN) $(GO) install github.com/grpc-ecosystem/grpc-gateway/v2/protoc-gen-grpc-gateway@v2.33.0
	mv $(BIN)/protoc-gen-grpc-gateway $@

$(OPENAPI):
	GOBIN=$(BIN) $(GO) install github.com/grpc-ecosystem/grpc-gateway/v2/protoc-gen-openapiv2@v2.33.0
	mv $(BIN)/protoc-gen-openapiv2 $@
