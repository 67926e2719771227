import CRDKafka
import Foundation

/// librdkafka's mock cluster in a process of its own: `BROKERS TOPIC:PARTITIONS…`. Prints `bootstrap HOST:PORT,…`, then takes commands on
/// standard input, a line each, and ends when that closes: `topic NAME PARTITIONS` (answers `made NAME`), `down BROKER`, `up BROKER`,
/// `rtt BROKER MILLISECONDS`, `coordinator GROUP BROKER`, `leader TOPIC PARTITION BROKER`, `error API CODE COUNT` (the next COUNT requests of
/// that API are answered with that error, both by their numbers in Kafka's protocol). Each answers `done` and the line.
@main
enum MockKafka {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let brokers = arguments.first.flatMap({ Int32($0) }) else {
            print("usage: MockKafka BROKERS TOPIC:PARTITIONS…")
            exit(64)
        }
        let configuration = unsafe rd_kafka_conf_new()
        guard let handle = unsafe rd_kafka_new(RD_KAFKA_PRODUCER, configuration, nil, 0),
            let cluster = unsafe rd_kafka_mock_cluster_new(handle, brokers),
            let bootstrap = unsafe rd_kafka_mock_cluster_bootstraps(cluster)
        else {
            print("the mock cluster did not start")
            exit(70)
        }
        for argument in arguments.dropFirst() {
            let parts = argument.split(separator: ":").map(String.init)
            if parts.count == 2 { _ = unsafe rd_kafka_mock_topic_create(cluster, parts[0], Int32(parts[1]) ?? 1, 1) }
        }
        say(unsafe "bootstrap \(String(cString: bootstrap))")
        while let line = readLine() {
            let words = line.split(separator: " ").map(String.init)
            func number(_ index: Int) -> Int32 { index < words.count ? Int32(words[index]) ?? 1 : 1 }
            let error: rd_kafka_resp_err_t
            switch words.first {
            case "topic": error = unsafe rd_kafka_mock_topic_create(cluster, words[1], number(2), 1)
            case "down": error = unsafe rd_kafka_mock_broker_set_down(cluster, number(1))
            case "up": error = unsafe rd_kafka_mock_broker_set_up(cluster, number(1))
            case "rtt": error = unsafe rd_kafka_mock_broker_set_rtt(cluster, number(1), number(2))
            case "coordinator": error = unsafe rd_kafka_mock_coordinator_set(cluster, "group", words[1], number(2))
            case "leader":
                error = unsafe rd_kafka_mock_partition_set_leader(cluster, words[1], number(2), number(3))
            case "error":
                let errors = [rd_kafka_resp_err_t](
                    repeating: rd_kafka_resp_err_t(number(2)), count: Int(number(3)))
                unsafe rd_kafka_mock_push_request_errors_array(cluster, Int16(number(1)), errors.count, errors)
                error = RD_KAFKA_RESP_ERR_NO_ERROR
            default: error = RD_KAFKA_RESP_ERR__INVALID_ARG
            }
            say(
                error == RD_KAFKA_RESP_ERR_NO_ERROR
                    ? "done \(line)" : unsafe "failed \(line): \(String(cString: rd_kafka_err2str(error)))")
        }
        unsafe rd_kafka_mock_cluster_destroy(cluster)
        unsafe rd_kafka_destroy(handle)
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
