#!/usr/bin/env bash
# The bounded buffer, with counting semaphores and with a queue.
. tests/programs/_program.sh
program producer_consumer
