// The plainest loop on librdkafka, to hold ours against: KafkaLoop BOOTSTRAP TOPIC PARTITIONS produce|consume RECORDS LINES
//
// `produce` sends RECORDS records, the lines of the file LINES over and over, each with the key and headers our benchmark gives them, and
// waits until all are acknowledged. `consume` reads as many from the topic's beginning and adds up their bytes. Both end by printing one JSON
// object: records, bytes, seconds of wall time and of CPU time (all threads) from the first record to the last.

#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static long delivered, refused;

static void on_delivery(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
    (void)client, (void)opaque;
    delivered++;
    if (message->err) refused++;
}

static double wall(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static double cpu(void) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1e-6;
}

static void fail(const char *what) {
    fprintf(stderr, "KafkaLoop: %s\n", what);
    exit(70);
}

static void set(rd_kafka_conf_t *configuration, const char *name, const char *value) {
    char reason[256];
    if (rd_kafka_conf_set(configuration, name, value, reason, sizeof reason) != RD_KAFKA_CONF_OK) fail(reason);
}

/// The lines of a file, and how many there are.
static char **lines_of(const char *path, long *count, size_t **lengths) {
    FILE *file = fopen(path, "rb");
    if (!file) fail("the file of lines cannot be read");
    char **lines = NULL, *line = NULL;
    size_t room = 0;
    ssize_t length;
    *count = 0;
    *lengths = NULL;
    while ((length = getline(&line, &room, file)) > 0) {
        if (line[length - 1] == '\n') length--;
        lines = realloc(lines, (*count + 1) * sizeof *lines);
        *lengths = realloc(*lengths, (*count + 1) * sizeof **lengths);
        lines[*count] = memcpy(malloc(length), line, length);
        (*lengths)[(*count)++] = length;
    }
    fclose(file);
    if (!*count) fail("the file of lines is empty");
    return lines;
}

int main(int argc, char **argv) {
    if (argc != 7) fail("usage: KafkaLoop BOOTSTRAP TOPIC PARTITIONS produce|consume RECORDS LINES");
    const char *topic_name = argv[2];
    int partitions = atoi(argv[3]), produces = !strcmp(argv[4], "produce");
    long records = atol(argv[5]), bytes = 0;
    char reason[256];
    rd_kafka_conf_t *configuration = rd_kafka_conf_new();
    set(configuration, "bootstrap.servers", argv[1]);
    double began = 0, used = 0;
    if (produces) {
        long count;
        size_t *lengths;
        char **lines = lines_of(argv[6], &count, &lengths);
        // The same settings as ours.
        set(configuration, "enable.idempotence", "true");
        set(configuration, "acks", "all");
        set(configuration, "compression.codec", "lz4");
        set(configuration, "linger.ms", "5");
        set(configuration, "message.max.bytes", "20971520");
        set(configuration, "queue.buffering.max.kbytes", "32768");
        rd_kafka_conf_set_dr_msg_cb(configuration, on_delivery);
        rd_kafka_t *client = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, reason, sizeof reason);
        if (!client) fail(reason);
        began = wall(), used = cpu();
        for (long index = 0; index < records;) {
            char key[32];
            int key_length = snprintf(key, sizeof key, "document-%08ld", index);
            const char *line = lines[index % count];
            size_t length = lengths[index % count];
            rd_kafka_resp_err_t code = rd_kafka_producev(
                client, RD_KAFKA_V_TOPIC(topic_name), RD_KAFKA_V_PARTITION(index % partitions),
                RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(key, key_length),
                RD_KAFKA_V_VALUE((void *)line, length),
                RD_KAFKA_V_HEADER("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", 55),
                RD_KAFKA_V_HEADER("claimstream-origin", "3:1234567", 9), RD_KAFKA_V_END);
            if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
                rd_kafka_poll(client, 100);
                continue;
            }
            if (code) fail(rd_kafka_err2str(code));
            bytes += length;
            index++;
            rd_kafka_poll(client, 0);
        }
        while (delivered < records) rd_kafka_poll(client, 100);
        began = wall() - began, used = cpu() - used;
        if (refused) fail("records were refused");
        rd_kafka_destroy(client);
    } else {
        set(configuration, "group.id", "loop");
        set(configuration, "enable.auto.commit", "false");
        set(configuration, "queued.max.messages.kbytes", "16384");
        rd_kafka_t *client = rd_kafka_new(RD_KAFKA_CONSUMER, configuration, reason, sizeof reason);
        if (!client) fail(reason);
        rd_kafka_poll_set_consumer(client);
        rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(partitions);
        for (int partition = 0; partition < partitions; partition++)
            rd_kafka_topic_partition_list_add(list, topic_name, partition)->offset = RD_KAFKA_OFFSET_BEGINNING;
        rd_kafka_assign(client, list);
        // The time runs from the first record on: connecting is another matter.
        for (long index = 0; index < records;) {
            rd_kafka_message_t *message = rd_kafka_consumer_poll(client, 1000);
            if (!message) continue;
            if (!message->err) {
                if (!index) began = wall(), used = cpu();
                rd_kafka_headers_t *headers;
                const char *name;
                const void *value;
                size_t length;
                if (!rd_kafka_message_headers(message, &headers))
                    for (size_t at = 0; !rd_kafka_header_get_all(headers, at, &name, &value, &length); at++) bytes += length;
                bytes += message->len + message->key_len;
                index++;
            }
            rd_kafka_message_destroy(message);
        }
        began = wall() - began, used = cpu() - used;
        rd_kafka_topic_partition_list_destroy(list);
        rd_kafka_consumer_close(client);
        rd_kafka_destroy(client);
    }
    printf("{\"records\":%ld,\"bytes\":%ld,\"seconds\":%.4f,\"cpu\":%.4f}\n", records, bytes, began, used);
    return 0;
}
