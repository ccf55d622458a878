# Hasp. `make help` lists the targets. Settings come from the command line:
#
#   make CC=clang MODE=debug SAN=thread test
#
# Each combination of settings is built in a directory of its own under build/, side by side.

ifeq ($(origin CC),default)
CC := gcc
endif
SAN    ?=
MODE   ?= $(if $(SAN),debug,release)
PREFIX ?= /usr/local
JOBS   ?= $(shell nproc)
NAME   ?= thread_vs_process
ROWS   ?=
MODULES ?=
KINDS  ?=
SEEDS  ?= 1-50
TARGET ?=
FOR    ?= 60
PROCESSES ?= 1
# The C file of a lock policy of one's own, policy_NAME.c (docs/adding-a-policy.md).
POLICY ?=

B    := build/$(notdir $(CC))-$(MODE)$(SAN:%=-%)$(POLICY:%=-$(basename $(notdir $(POLICY))))
HASP := $(B)/hasp

# ---- flags, one to a line with its reason ------------------------------------------------------

FLAGS := -std=gnu11
FLAGS += -D_GNU_SOURCE            # pipe2, gettid, the _r forms of libc
FLAGS += -I. -I$(B)               # includes are spelled from the root; generated tables lie in build/
FLAGS += -pthread
FLAGS += -g                       # costs nothing at run time
FLAGS += -fno-omit-frame-pointer  # profiles show whole stacks; no measurable cost on x86-64
WARN  := -Wall -Wextra
LIBS  := -lgmp -lm

FLAGS_release := -O3 -g1           # no LTO: it slowed the loop down and sped nothing else up by as much; line tables do for profiles
FLAGS_release += -fno-pie          # 150 pages need not be relocated at each start; Debian builds python3 so, too
FLAGS_debug   := -O1 -DHASP_DEBUG -DHASP_LOCK_ORDER
FLAGS_stress  := $(FLAGS_debug) -DHASP_GC_STRESS
FLAGS_check   := -O2 -Werror
FLAGS_address   := -fsanitize=address
FLAGS_undefined := -fsanitize=undefined -fno-sanitize-recover=undefined
FLAGS_thread    := -fsanitize=thread
FLAGS_fuzz      := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=pointer-overflow# gc_allocate adds to NULL

$(foreach choice,$(MODE) $(SAN),$(if $(FLAGS_$(choice)),,$(error "$(choice)" is no MODE or SAN)))
FLAGS   := $(strip $(FLAGS) $(WARN) $(foreach choice,$(MODE) $(SAN),$(FLAGS_$(choice))) $(CFLAGS))
COMPILE := $(strip $(shell command -v ccache) $(CC) $(FLAGS)) -MMD -MP -c
LINK    := $(CC) $(FLAGS) $(if $(findstring -fno-pie,$(FLAGS)),-no-pie) -Wl,--compress-debug-sections=zlib $(LDFLAGS)# 4 MB, not 12
SAY      = $(if $(V),,@echo '  $@' &&)# V=1 shows whole commands

# ---- the rooms ---------------------------------------------------------------------------------

objects   = $(patsubst %.c,$(B)/%.o,$(wildcard $(1:%=%/*.c)))
BASE     := $(call objects,runtime/base)
LOCK     := $(call objects,lock) $(POLICY:%.c=$(B)/%.o)
LEXER    := $(sort $(call objects,lexer) $(patsubst %.re,$(B)/%.o,$(wildcard lexer/*.re)))
COMPILER := $(call objects,compiler)
RUNTIME  := $(call objects,runtime runtime/types runtime/modules) $(B)/runtime/embedded_table.o
VM       := $(call objects,vm/format vm)
WHOLE    := $(filter-out $(B)/vm/main.o,$(BASE) $(LOCK) $(LEXER) $(COMPILER) $(RUNTIME) $(VM))
LIBRARY  := $(WHOLE) $(B)/runtime/embedded_code.o

# A unit test is named <room>_<file>.c; the low rooms are tested without the rest being there.
UNITS    := $(patsubst tests/unit/%.c,$(B)/unit_%,$(wildcard tests/unit/*.c))
TRIALS   := $(patsubst tests/trials/%.c,$(B)/trial_%,$(wildcard tests/trials/*.c))
ONLY_base   := $(BASE)
ONLY_lock   := $(BASE) $(LOCK)
ONLY_lexer  := $(BASE) $(LEXER)
ONLY_format := $(BASE) $(call objects,vm/format)
needs      = $(or $(ONLY_$(firstword $(subst _, ,$1))),$(LIBRARY))

# Criterion 2.4.1 aborts under ThreadSanitizer: that build has the stand-alone trials instead.
CHECKS   := $(if $(filter thread,$(SAN)),,$(UNITS)) $(TRIALS)

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(JOBS)
endif
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.SECONDARY:
.SECONDEXPANSION:
.PHONY: all units test fuzz fuzz-all fuzz-kit fuzzer experiment explore-corpus bench scaling check werror mutants record install deps clean help asan tsan stress

all: $(HASP)   ## build the interpreter: build/hasp
ifeq ($(MODE)$(SAN)$(POLICY),release)
	@ln -sfn $(patsubst build/%,%,$(HASP)) build/hasp
endif

# The line tables lie beside the binary, where debuggers and profilers find them.
$(HASP): $(B)/vm/main.o $(LIBRARY)
	$(SAY) $(LINK) -o $@.whole $^ $(LIBS)
ifeq ($(MODE)$(SAN),release)
	@objcopy --only-keep-debug $@.whole $@.debug
	@objcopy --strip-debug --add-gnu-debuglink=$@.debug $@.whole $@.part
	@rm $@.whole && mv $@.part $@
else
	@mv $@.whole $@
endif
$(B)/unit_%: $(B)/tests/unit/%.o $$(call needs,$$*)
	$(SAY) $(LINK) -o $@ $^ -lcriterion $(LIBS)
$(B)/trial_%: $(B)/tests/trials/%.o $$(call needs,$$*)
	$(SAY) $(LINK) -o $@ $^ $(LIBS)
$(B)/lock/global.o: EXTRA := $(POLICY:%=-DHASP_MORE_POLICY=$(basename $(notdir $(POLICY))))
$(B)/vm/interpreter.o: EXTRA := -fno-tree-slp-vectorize # 16-byte stores into a frame whose words are loaded at once: fib 1.1x
$(B)/vm/interpreter.o: EXTRA += -falign-loops=32 $(if $(findstring clang,$(CC)),,-falign-labels=16) # no case depends on where others end: loops 1.02x; clang has one of them
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) $(COMPILE) $(EXTRA) -o $@ $<
$(B)/%.o: $(B)/%.c
	$(SAY) $(COMPILE) -o $@ $<
$(B)/%.c: %.re
	@mkdir -p $(@D)
	$(SAY) re2c -W -o $@ $<
$(B)/vm/compiler_version.h: $(wildcard lexer/*.* compiler/*.* vm/format/*.* vm/marshal_code.c \
        runtime/modules/marshal_*.c runtime/const*.c runtime/code.h)
	@mkdir -p $(@D)
	$(SAY) echo "#define COMPILER_VERSION \"$$(cat $^ | cksum)\"" >$@
$(B)/vm/marshal_code.o: $(B)/vm/compiler_version.h
$(B)/runtime/embedded_table.c: scripts/embed.sh $(shell find runtime/lib 2>/dev/null)
	@mkdir -p $(@D)
	$(SAY) scripts/embed.sh runtime/lib >$@

# Release builds carry their modules compiled, too: by an interpreter that is the same but for that.
$(B)/stage1/hasp: $(B)/vm/main.o $(WHOLE) $(B)/stage1/no_code.o
	$(SAY) $(LINK) -Wl,-S -o $@ $^ $(LIBS)
$(B)/stage1/no_code.c: Makefile
	@mkdir -p $(@D)
	$(SAY) printf '%s\n' '#include "runtime/embedded.h"' 'const struct embedded_code embedded_codes[1];' \
	    'const size_t n_embedded_codes = 0;' >$@
ifeq ($(MODE)$(SAN),release)
$(B)/runtime/embedded_code.c: $(B)/stage1/hasp scripts/embed_code.py
	$(SAY) $< -E -B scripts/embed_code.py >$@
else
$(B)/runtime/embedded_code.c: $(B)/stage1/no_code.c
	$(SAY) cp $< $@
endif

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# ---- what one can ask for ----------------------------------------------------------------------

units: $(CHECKS)

test: deps   ## install what is missing, build, run all tests; TESTS="closure stress/" picks some
	@$(MAKE) all units
	@BUILD=$(B) JOBS=$(JOBS) tests/run.sh $(TESTS)

experiment: deps   ## install what is missing, build, run experiment NAME, write out/; NAME=list names them, CORES=n uses n cores
	@$(MAKE) all
	@HASP=$(HASP) $(HASP) scripts/experiments/run.py $(if $(CORES),--cores $(CORES)) $(NAME)

experiments:   ## all of them, and out/index.html
	@$(MAKE) experiment NAME=all

explore-corpus: all   ## how many runs explore needs for the bugs of tests/concurrency/bugs; NAME="a b", TRIALS=9, TWIN_RUNS=2000
	@$(HASP) scripts/explore_corpus.py $(if $(TRIALS),--trials $(TRIALS)) $(if $(TWIN_RUNS),--twin-runs $(TWIN_RUNS)) $(NAME)

bench:   ## measure against python3, C and Lua and print the table; ROWS="fib dict" picks rows
	@scripts/deps.sh base bench
	@$(MAKE) all
	@HASP=$(HASP) scripts/bench/run.sh $(ROWS)

scaling: all   ## how N threads scale, lock on and off, for N up to the cores
	@HASP=$(HASP) scripts/bench/scaling.sh

check:   ## layers, formatting, static analysis, warnings as errors under gcc and clang
	@scripts/deps.sh base check
	@scripts/check.sh
	@$(MAKE) CC=gcc MODE=check werror
	@$(MAKE) CC=clang MODE=check werror

werror: $(B)/vm/main.o $(LIBRARY) $(patsubst %.c,$(B)/%.o,$(wildcard tests/unit/*.c tests/trials/*.c tests/fuzz/targets/*.c))

cpython-tests: all   ## run CPython's own tests beside python3, write docs/compatibility.md; MODULES="test_re" picks some
	@scripts/deps.sh base bench
	@HASP=$(HASP) tests/cpython/_run.py $(or $(MODULES),--write)

resources: all   ## take 100,000 locks, 1,000 processes, 10,000,000 items of queues: the memory must come back
	@$(HASP) --gil=on tests/stress/memory_returns.py 1
	@$(HASP) --gil=off tests/stress/memory_returns.py 1

cpython-repeat: all   ## run those of threads, queues and pools REPEAT=20 times: what hangs, what ends differently
	@scripts/deps.sh base bench
	@HASP=$(HASP) tests/cpython/_repeat.py $(MODULES)

seeded-replay: all   ## 20 programs under COUNT=200 seeds of --gil=seeded, twice each: the same output and the same schedule
	@HASP=$(HASP) SEEDS=$(or $(COUNT),200) tests/seeded_replay.sh

mutants: deps   ## break one lock, order or check at a time; each must be caught by its test
	@scripts/mutants.sh $(NAMES)

ifeq ($(TARGET),)
fuzz: all   ## compare random programs with python3; KINDS="programs mutations" SEEDS=1-1000. Or libFuzzer: TARGET=source FOR=600
	@python3 tests/fuzz/fuzz.py --hasp $(HASP) --seeds $(SEEDS) $(KINDS)
else
fuzz:
	@$(MAKE) CC=clang SAN=fuzz fuzzer
	@tests/fuzz/targets/fuzz.sh $(FOR) $(PROCESSES) $(TARGET)
endif

fuzz-all:   ## all targets of libFuzzer at once, FOR=600 seconds, PROCESSES=2 for each
	@$(MAKE) CC=clang SAN=fuzz fuzzer
	@tests/fuzz/targets/fuzz.sh $(FOR) $(PROCESSES)
fuzz-kit:   ## what `fuzz-all` needs to run on another machine: build/fuzz-kit
	@$(MAKE) CC=clang SAN=fuzz fuzzer
	@tests/fuzz/targets/kit.sh build/clang-debug-fuzz/fuzzer build/fuzz-kit
fuzzer: $(B)/fuzzer
$(B)/fuzzer: $(B)/tests/fuzz/targets/harness.o $(LIBRARY)
	$(SAY) $(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS)

asan:   ## the tests under AddressSanitizer
	@$(MAKE) SAN=address test
tsan:   ## the .py tests and the trials of lock/ under ThreadSanitizer
	@$(MAKE) SAN=thread test
stress:   ## the tests with a collection at every point where one may happen
	@$(MAKE) MODE=stress test

record:   ## write the expected output of tests/conformance anew from python3
	@tests/record.sh $(FILES)

install: all   ## copy the interpreter to $(PREFIX)/bin
	install -D -m 755 $(HASP) $(DESTDIR)$(PREFIX)/bin/hasp

deps:   ## install the Debian packages that are missing; HASP_NO_INSTALL=1 only names them
	@scripts/deps.sh base

clean:   ## remove build/; results in out/ stay
	rm -rf build

help:   ## this list
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  \1\t\2/p' Makefile | expand -t 16
