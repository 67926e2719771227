# Everyday commands. Each does what the script or tool behind it does; none of them needs make.
.PHONY: run test check format lint bench fuzz soak kill-rounds generate

run: ; deploy/run
test: ; deploy/test
# What continuous integration runs.
check: ; .ci/run
format: ; swift format format --in-place --parallel --recursive Package.swift Sources Tests
lint: ; swift format lint --strict --parallel --recursive Package.swift Sources Tests

# Measures what docs/performance.md speaks of: the text engine against memchr, the sink at 100,000 articles,
# pages beside trafilatura (CLAIMSTREAM_PYTHON names a Python that has it). Takes minutes.
bench:
	swift build -c release --build-tests
	CLAIMSTREAM_BENCH=1 CLAIMSTREAM_MEASURE=1 swift test -c release --skip-build --no-parallel \
	    --filter 'DrugBenchmarks|ClusterQuality|PageBenchmarks|TailSpeedTests'
	Tests/Benchmarks/run

# Mutates a seed of every input format for SECONDS_EACH (60 unless told otherwise).
fuzz:
	swift build -c release --build-tests
	CLAIMSTREAM_FUZZ_SECONDS=$${SECONDS_EACH:-60} swift test -c release --skip-build --filter 'MutationTests'

# Everything done to the daemons that machines do, for MINUTES (30 unless told otherwise); the result goes to soak-result.md as well.
soak:
	swift build -c release --build-tests
	Tests/Tools/soak --minutes $${MINUTES:-30} --result soak-result.md

# ROUNDS (50 unless told otherwise) of random kills, then every named crash point and a hundred power cuts.
kill-rounds:
	swift build -c release --build-tests
	Tests/Tools/kill-rounds --rounds $${ROUNDS:-50}
	Tests/Tools/kill-rounds --rounds 3 --log kafka --kills 5
	Tests/Tools/crash-points --all
	Tests/Tools/power-cuts log --cuts 100
	Tests/Tools/power-cuts pipeline --cuts 40

# Writes Sources/Events/Generated anew. Needs protoc (Debian: protobuf-compiler); the plugin is built from the package.
generate:
	# A folder of its own: the plugin brings protoc's sources, which the everyday build must not compile.
	swift build -c release --scratch-path .build-generate --product protoc-gen-swift
	protoc --plugin=protoc-gen-swift=.build-generate/release/protoc-gen-swift \
	    -I Sources/Events/Proto --swift_out=Sources/Events/Generated \
	    --swift_opt=Visibility=Package --swift_opt=UseAccessLevelOnImports=true claimstream.proto
