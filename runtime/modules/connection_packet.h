/*
 * Packets between the processes of a crew (runtime/lib/multiprocessing/_crew.py), through sockets that keep the bounds
 * of messages (SOCK_SEQPACKET):
 *
 *     32 bytes: kind, which is small; two numbers, the receiver's business; where the body is | body
 *
 * A packet is sent and received by one system call, whole or not at all. So any number of processes may send and
 * receive through the two ends without a lock, and one that dies, at whatever moment, leaves nothing locked and nothing
 * half said. The body of a large packet lies in a memory file, whose descriptor travels instead.
 */
#ifndef HASP_RUNTIME_MODULES_CONNECTION_PACKET_H
#define HASP_RUNTIME_MODULES_CONNECTION_PACKET_H

#include "runtime/native.h"

/* send_packet(fd, kind, job, index, body, wait), receive_packet(fd, wait), end_packets(fd). */
extern const struct native_def connection_packet_functions[];

#endif
