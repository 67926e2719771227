# Everyday commands. Each does what the script or tool behind it does; none of them needs make.
.PHONY: run test check format lint generate

run: ; deploy/run
test: ; deploy/test
# What continuous integration runs.
check: ; .ci/run
format: ; swift format format --in-place --parallel --recursive Package.swift Sources Tests
lint: ; swift format lint --strict --parallel --recursive Package.swift Sources Tests

# Writes Sources/Events/Generated anew. Needs protoc (Debian: protobuf-compiler); the plugin is built from the package.
generate:
	swift build -c release --product protoc-gen-swift
	protoc --plugin=protoc-gen-swift="$$(swift build -c release --show-bin-path)/protoc-gen-swift" \
	    -I Sources/Events/Proto --swift_out=Sources/Events/Generated \
	    --swift_opt=Visibility=Package --swift_opt=UseAccessLevelOnImports=true claimstream.proto
