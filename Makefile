# SPDX-License-Identifier: EUPL-1.2
# The whole build: generators, library, program, tests, gates. Sources are found by their place, so
# a new file needs no line here. A variant is a complete build in a directory of its own:
#     make                                            build/vliegwiel
#     make lib                                        build/lib: the engines for other programs
#     make B=build/asan SAN=address,undefined tests   the same under sanitizers
#     make B=build/tsan SAN=thread tests

CC = gcc
B = build
SAN =
PREFIX = /usr/local
LIBDIR = $(PREFIX)/lib
MANDIR = $(PREFIX)/share/man
VERSION = $(shell sed -n 's/.*program_version.*"\(.*\)";/\1/p' src/app/main.c)
GEN = $(B)/gen

.SECONDARY:
.SECONDEXPANSION:
.DELETE_ON_ERROR:
.PHONY: all lib objects tests programs check check-long fuzzers swift benches gates lint analyze \
    cppcheck manuals tidy licences format install clean

all: $(B)/vliegwiel
	@:

# ---- flags ------------------------------------------------------------------------------------

WARNINGS = -Wall -Wextra -Wno-missing-field-initializers -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
    -Wmissing-prototypes -Wvla -Wcast-qual -Wformat=2 -Wundef -Wswitch-enum -Wpointer-arith -Werror
ifneq ($(findstring gcc,$(CC)),)
WARNINGS += -Wduplicated-cond -Wlogical-op
endif

HARDENING = -fstack-protector-strong -fstack-clash-protection -fPIE
ifeq ($(shell uname -m),x86_64)
HARDENING += -fcf-protection=full
endif
ifeq ($(SAN),)
OPTIMISE = -O2 -D_FORTIFY_SOURCE=3
else
OPTIMISE = -O1 -fno-omit-frame-pointer -fsanitize=$(SAN) -fno-sanitize-recover=all
LINK_SAN = -fsanitize=$(SAN)
endif

# what the engines need, and what only the program does
ENGINE_PACKAGES = cbc clp cminpack libgvc
ENGINE_LIBS = -lnifticdf -lm -pthread # DCDFLIB in Debian has no file for pkg-config
PACKAGES = libmicrohttpd sqlite3 libpq libsodium jansson libcurl $(ENGINE_PACKAGES)
CPPFLAGS = -Isrc -Iinclude -I$(GEN) $(shell pkg-config --cflags $(PACKAGES))
CFLAGS = -std=gnu2x -g $(OPTIMISE) $(HARDENING) $(WARNINGS)
LDFLAGS = -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed $(LINK_SAN)
LDLIBS = $(shell pkg-config --libs $(PACKAGES)) $(ENGINE_LIBS)

# ---- sources ----------------------------------------------------------------------------------

sources = $(sort $(foreach depth,* */* */*/*,$(wildcard $(addsuffix /$(depth).$2,$1))))
objects = $(patsubst %.c,$(B)/%.o,$1)
generated = $(patsubst $(GEN)/%.c,$(B)/gen/%.o,$(filter %.c,$1))

SRC = $(call sources,src,c)
TEST_SRC = $(filter %_test.c,$(SRC) $(wildcard tests/*.c tests/*/*.c))
LIB_SRC = $(filter-out %_test.c src/app/main.c,$(SRC))
C_FILES = $(SRC) $(call sources,src,h) $(wildcard include/*/*.h tools/*.[ch] tests/*.[ch] \
    tests/*/*.[ch])
SQL = $(call sources,src,sql)
PAGES = $(call sources,src,html)
TEXTS = $(call sources,src,po)
ASSETS = $(wildcard src/web/assets/*)
SCHEMA = $(sort $(wildcard schema/*.sql))
# a tool is tools/NAME.c with tools/NAME_*.c; tools/tool.c is what they share
TOOLS = $(patsubst tools/%.c,$(B)/tools/%,$(foreach f,$(filter-out tools/tool.c,$(wildcard \
    tools/*.c)),$(if $(findstring _,$(notdir $f)),,$f)))
TOOL_SHARED = $(call objects,$(wildcard tools/tool.c))

# ---- generated sources ------------------------------------------------------------------------

SQL_GEN = $(foreach f,$(SQL:.sql=),$(addprefix $(GEN)/$(notdir $f)_sql.,c h)) \
    $(GEN)/catalogue.c $(GEN)/schema_sql.c
PAGES_GEN = $(foreach d,$(sort $(notdir $(patsubst %/,%,$(dir $(PAGES))))),\
    $(addprefix $(GEN)/$d_html.,c h))
TEXTS_GEN = $(GEN)/texts.c $(GEN)/texts.h
ASSETS_GEN = $(GEN)/assets.c $(GEN)/assets.h
ALL_GEN = $(if $(SQL),$(SQL_GEN)) $(PAGES_GEN) $(if $(TEXTS),$(TEXTS_GEN)) $(ASSETS_GEN)

# Generates into an empty directory and takes over only what differs, so that a change in one query
# does not compile every file again.  $1 = name of the step, $2 = command without --out
define renew
@echo "  $1"
@rm -rf $(GEN)/new.$1 && mkdir -p $(GEN)/new.$1
@$2 --out $(GEN)/new.$1 $3
@for f in $(GEN)/new.$1/*; do cmp -s $$f $(GEN)/$${f##*/} || mv $$f $(GEN)/; done
@rm -rf $(GEN)/new.$1 && touch $@
endef

$(SQL_GEN): $(GEN)/sqlgen.done ;
$(GEN)/sqlgen.done: $(SQL) $(SCHEMA) $(B)/tools/sqlgen
	$(call renew,sqlgen,$(B)/tools/sqlgen --schema $(SCHEMA),$(SQL))

$(TEXTS_GEN): $(GEN)/textgen.done ;
$(GEN)/textgen.done: $(TEXTS) $(B)/tools/textgen
	$(call renew,textgen,$(B)/tools/textgen,$(TEXTS))

$(GEN)/%_html.c $(GEN)/%_html.h: $$(wildcard src/feature/$$*/*.html src/$$*/*.html) $(B)/tools/tplgen
	@echo "  tplgen $*" && mkdir -p $(GEN)
	@$(B)/tools/tplgen --feature $* --out $(GEN) $(filter %.html,$^)

$(ASSETS_GEN): $(GEN)/embed.done ;
$(GEN)/assets.done: $(ASSETS) $(PAGES) tools/cssbundle.mjs node_modules/.package-lock.json
	@echo "  cssbundle" && rm -rf $(GEN)/assets && mkdir -p $(GEN)/assets
	@node tools/cssbundle.mjs --out $(GEN)/assets $(ASSETS) $(PAGES)
	@touch $@
$(GEN)/embed.done: $(GEN)/assets.done $(B)/tools/embed
	$(call renew,embed,$(B)/tools/embed,$(GEN)/assets/*)

node_modules/.package-lock.json: package-lock.json
	@echo "  npm ci" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# ---- compile and link -------------------------------------------------------------------------

LIB_OBJ = $(call objects,$(LIB_SRC)) $(call generated,$(ALL_GEN))
BASE_OBJ = $(call objects,$(filter src/base/%,$(LIB_SRC)))
HEADERS_FIRST = $(filter %.h,$(ALL_GEN))

compile = @echo "  cc $<" && mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
link = @echo "  ld $@" && mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) \
    $(filter %.a,$^)

$(B)/src/%.o: CFLAGS += $(ANALYZE)
$(B)/src/plan/%.o $(B)/src/effect/%.o: CFLAGS += -ffp-contract=off
$(B)/tools/%.o $(B)/tests/%.o: CPPFLAGS += -I.
$(B)/src/base/%.o: src/base/%.c
	$(compile)
$(B)/tools/%.o: tools/%.c
	$(compile)
$(B)/src/%.o: src/%.c | $(HEADERS_FIRST)
	$(compile)
$(B)/tests/%.o: tests/%.c | $(HEADERS_FIRST)
	$(compile)
$(B)/gen/%.o: $(GEN)/%.c | $(HEADERS_FIRST)
	$(compile)

$(TOOLS): $(B)/tools/%: $(B)/tools/%.o $$(call objects,$$(wildcard tools/$$*_*.c)) \
    $(TOOL_SHARED) $(B)/libbase.a
	$(link) $(LDLIBS)

$(B)/libbase.a: $(BASE_OBJ)
$(B)/libhouse.a: $(LIB_OBJ)
$(B)/lib%.a:
	@echo "  ar $@" && rm -f $@ && ar rcs $@ $^

objects: $(LIB_OBJ) $(B)/src/app/main.o

$(B)/vliegwiel: $(B)/src/app/main.o $(B)/libhouse.a
	$(link) $(LDLIBS)

# ---- the library of the engines -----------------------------------------------------------------

# What the public headers declare is public, and nothing else: neither to a program that links the
# shared library nor to one that links the archive.
PUBLIC_H = $(wildcard include/vliegwiel/*.h)
PUBLIC_OBJ = $(patsubst %.c,$(B)/lib/%.o,$(filter src/base/% src/plan/% src/effect/%,$(LIB_SRC)))
SONAME = libvliegwiel.so.0

lib: $(B)/lib/libvliegwiel.a $(B)/lib/$(SONAME)

$(B)/lib/%.o: CFLAGS += -fPIC -fno-semantic-interposition -ffunction-sections -fdata-sections \
    -ffp-contract=off
$(B)/lib/%.o: %.c
	$(compile)

$(B)/lib/public.txt: $(PUBLIC_H)
	@mkdir -p $(@D) && sed 's|//.*||' $^ | grep -oE '\b(arena|plan|effect)_[a-z0-9_]+\(' | tr -d '(' \
	    | sort -u >$@
$(B)/lib/public.map: $(B)/lib/public.txt
	@(echo 'VLIEGWIEL_0 { global:' && sed 's/$$/;/' $< && echo 'local: *; };') >$@

$(B)/lib/$(SONAME): $(B)/lib/public.map $(PUBLIC_OBJ)
	@echo "  ld $@" && $(CC) -shared -Wl,-soname,$(SONAME) -Wl,--version-script,$< \
	    -Wl,-Bsymbolic-functions,--gc-sections,-z,defs $(filter-out -pie,$(LDFLAGS)) -o $@ \
	    $(PUBLIC_OBJ) $(shell pkg-config --libs $(ENGINE_PACKAGES)) $(ENGINE_LIBS)
$(B)/lib/libvliegwiel.a: $(B)/lib/public.txt $(PUBLIC_OBJ)
	@echo "  ar $@" && $(LD) -r -o $(B)/lib/vliegwiel.o $(PUBLIC_OBJ)
	@objcopy --keep-global-symbols=$< $(B)/lib/vliegwiel.o
	@rm -f $@ && ar rcs $@ $(B)/lib/vliegwiel.o

# ---- tests ------------------------------------------------------------------------------------

TESTS = $(foreach t,$(basename $(TEST_SRC)),$(B)/test/$(notdir $t))
$(foreach t,$(basename $(TEST_SRC)),$(eval $(B)/test/$(notdir $t): $(B)/$t.o))
# what the tests of requests share
WORLD_OBJ = $(call objects,$(filter-out %_test.c,$(wildcard tests/http/*.c)))
$(addprefix $(B)/test/,http_test rights_test seen_test absence_link_test): $(WORLD_OBJ)
$(TESTS): $(B)/libhouse.a
	$(link) -lcmocka $(LDLIBS)

# programs of the measurements, beside the program that they measure
BENCHES = $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
$(BENCHES): $(B)/bench/%: $(B)/tests/bench/%.o $(B)/libhouse.a
	$(link) $(LDLIBS)

# preloaded by the crash drill into the program as it is, so without sanitizers
$(B)/test/lost_writes.so: tests/crash/lost_writes.c
	@echo "  cc $<" && mkdir -p $(@D) && $(CC) -std=gnu2x -O1 -fPIC -shared -Wall -Wextra -Werror -o $@ $<

tests: $(TESTS) $(TOOLS) $(if $(SAN),,$(B)/test/lost_writes.so $(BENCHES))
	@:

# clang for the sanitizers, so that both compilers have read every line
programs: all lib tests
	@$(MAKE) --no-print-directory B=build/asan CC=clang SAN=address,undefined all tests swift

TEST_PROGRAMS = $(TESTS) $(TESTS:$(B)/%=build/asan/%) \
    "tests/tools/sqlgen_test $(B)/tools/sqlgen $(B)/try/sqlgen" \
    "tests/tools/tplgen_test $(B)/tools/tplgen $(B)/tools/textgen $(B)/try/tplgen" \
    "tests/tools/textgen_test $(B)/tools/textgen $(B)/try/textgen" \
    "tests/tools/lint_test $(B)/tools/lint" \
    $(filter-out tests/bench/run,$(sort $(wildcard tests/*/run)))
check: programs
	@tests/run $(TEST_PROGRAMS) tests/gates

check-long: programs
	@$(MAKE) --no-print-directory B=build/tsan CC=clang SAN=thread all tests
	@$(MAKE) --no-print-directory B=build/fuzz CC=clang SAN=fuzzer-no-link,address,undefined fuzzers
	@TEST_SECONDS=14400 tests/run $(sort $(wildcard tests/long/*)) tests/bare

FUZZERS = $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/*.c))
$(FUZZERS): $(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/libhouse.a
	$(link) -fsanitize=fuzzer $(LDLIBS)
fuzzers: $(FUZZERS)
# the same without a fuzzer, for a second each in every run of the tests
SWIFT = $(patsubst tests/fuzz/%.c,$(B)/swift/%,$(wildcard tests/fuzz/*.c))
$(SWIFT): $(B)/swift/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/driver/driver.o $(B)/libhouse.a
	$(link) $(LDLIBS)
swift: $(SWIFT)

benches: all $(BENCHES)
	@:

# ---- gates: what must be clean before anything is taken in ---------------------------------------

gates: lint analyze cppcheck tidy manuals licences

lint: $(B)/tools/lint $(B)/tools/textgen
	@$(B)/tools/lint $(C_FILES)
	@mkdir -p $(B)/lint && $(B)/tools/textgen --out $(B)/lint $(TEXTS) --used $(SRC) $(PAGES)

analyze:
	@$(MAKE) --no-print-directory -k B=build/analyze ANALYZE=-fanalyzer objects

cppcheck:
	@cppcheck --quiet --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --std=c11 -Isrc -Iinclude src tools

manuals:
	@mandoc -T lint -W warning docs/man/*

# every source by itself, two at a time; the generated headers must be there
tidy: $(HEADERS_FIRST)
	@printf '%s\n' $(filter-out %_test.c,$(SRC)) $(wildcard tools/*.c) | xargs -P "$$(nproc)" -I '{}' \
	    clang-tidy --quiet '{}' -- -std=gnu2x -I. $(CPPFLAGS) 2>/dev/null

licences:
	@reuse lint --quiet

format:
	@clang-format -i $(C_FILES)

# ---- the rest ---------------------------------------------------------------------------------

install: all lib
	install -D -m 755 $(B)/vliegwiel $(DESTDIR)$(PREFIX)/bin/vliegwiel
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/include/vliegwiel $(PUBLIC_H)
	install -D -m 644 -t $(DESTDIR)$(LIBDIR) $(B)/lib/libvliegwiel.a
	install -m 755 $(B)/lib/$(SONAME) $(DESTDIR)$(LIBDIR)/$(SONAME).$(VERSION)
	ln -sf $(SONAME).$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libvliegwiel.so
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|' \
	    -e 's|@PACKAGES@|$(ENGINE_PACKAGES)|; s|@LIBS@|$(ENGINE_LIBS)|' include/vliegwiel.pc.in \
	    >$(DESTDIR)$(LIBDIR)/pkgconfig/vliegwiel.pc
	install -D -m 644 -t $(DESTDIR)$(MANDIR)/man1 docs/man/*.1
	install -D -m 644 -t $(DESTDIR)$(MANDIR)/man3 docs/man/*.3
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/vliegwiel/instruments share/instruments/*.json
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/vliegwiel LICENSES/EUPL-1.2.txt
	install -m 644 node_modules/@fontsource/noto-sans/LICENSE \
	    $(DESTDIR)$(PREFIX)/share/doc/vliegwiel/noto-sans-OFL-1.1.txt

clean:
	rm -rf build

-include $(patsubst %.o,%.d,$(LIB_OBJ) $(PUBLIC_OBJ) $(B)/src/app/main.o $(call objects,$(TEST_SRC) \
    $(wildcard tests/http/*.c tests/bench/*.c tests/lib/*.c tests/fuzz/*.c tools/*.c)))
