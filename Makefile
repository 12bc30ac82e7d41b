# Shuhi: one Makefile, no recursion.  `make help` lists the targets.

SAN     ?=
PREFIX  ?= /usr/local
DESTDIR ?=
CORPUS  ?=
comma   := ,
FLAVOR  := $(if $(SAN),san-$(subst $(comma),-,$(SAN)),$(if $(FUZZ),fuzz,release))
B       := build/$(FLAVOR)
Q       := $(if $(V),,@)

# What must be installed, in one place: make deps, README and CI use it.
PACKAGES := gcc libc6-dev pkg-config libhyperscan-dev libicu-dev libmecab-dev \
	mecab-ipadic mecab-ipadic-utf8 libpcap-dev libcmocka-dev libyaml-dev \
	libjansson-dev libsodium-dev zlib1g-dev libbrotli-dev libzstd-dev \
	libarchive-dev libpoppler-glib-dev libmicrohttpd-dev libcrypt-dev \
	poppler-data libseccomp-dev libicapapi-dev libssl-dev \
	libtesseract-dev libleptonica-dev tesseract-ocr tesseract-ocr-jpn \
	libjpeg62-turbo-dev libpng-dev libwebp-dev libheif-dev libexif-dev
# Beyond building and testing: lint, fuzz and the benchmarks' yardsticks.
PACKAGES_CI := clang clang-format cppcheck libclang-rt-14-dev mandoc
PACKAGES_BENCH := ripgrep mecab xz-utils
# A real proxy for test-proxy.
PACKAGES_PROXY := c-icap squid-openssl openssl curl

# the kiosk, its page inside
DRAFT_O := $(patsubst %.c,$B/%.o,$(wildcard capture/draft/*.c)) $B/capture/draft/assets.o
PAGE    := $(sort $(wildcard capture/draft/page/*))
DRAFT_LIBS := -lmicrohttpd -lcrypt

# what libshuhi needs, and what front ends need beside it
LIB_LIBS := libhs icu-uc icu-i18n yaml-0.1 libsodium zlib libbrotlidec libzstd
LIBS := $(LIB_LIBS) jansson

IPADIC_SRC := /usr/share/mecab/dic/ipadic
MECAB_INDEX := /usr/lib/mecab/mecab-dict-index
IPADIC_DIC := /var/lib/mecab/dic/ipadic-utf8

CFLAGS   ?= -O2 -g
CPPFLAGS += -D_GNU_SOURCE -MMD -MP -iquote scanner -iquote capture -iquote cli \
	$(shell pkg-config --cflags $(LIBS) 2>/dev/null)
WARN     := -std=c11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wvla \
	-Wmissing-prototypes -Wpointer-arith -Wwrite-strings \
	-Werror=implicit-function-declaration $(if $(CI),-Werror)
HARDEN   := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer,$(if $(FUZZ),-fsanitize=fuzzer-no-link$(comma)address$(comma)undefined \
	-fno-sanitize-recover=all,-D_FORTIFY_SOURCE=2 -fstack-protector-strong)) -fPIC -fvisibility=hidden
# All symbols at the start: looking one up later saves the processor's vectors, and
# with them what was just copied, on a stack that nobody wipes.
NOW := -Wl,-z,relro,-z,now
ALLCFLAGS = $(WARN) $(HARDEN) $(CFLAGS)
LDLIBS   += $(shell pkg-config --libs $(LIBS) 2>/dev/null) -lmecab -lpthread

# libshuhi, one folder a part; what front ends share; the program
LIB_O   := $(patsubst %.c,$B/%.o,$(wildcard scanner/*.c scanner/roster/*.c scanner/extract/*.c))
MORE_O  := $(patsubst %.c,$B/%.o,$(wildcard dict/roster/*.c capture/*.c))
CLI_O   := $(patsubst %.c,$B/%.o,$(wildcard cli/*.c))
TESTS   := $(patsubst %.c,$B/%,$(wildcard tests/test_*.c))
FUZZERS := $(patsubst %.c,$B/%,$(wildcard tests/fuzz_*.c))
BENCHES := $(patsubst %.c,$B/%,$(wildcard benchmarks/bench_*.c))
SHARE   := $B/share/shuhi
DICTS   := $(wildcard dict/*.tsv)
WEIGHTS := dict/story.weights
RULES   := $(wildcard patterns/*.yaml)

# the proxy: what knows c-icap or microhttpd, and what does not and every test links
ICAP_O  := $(patsubst %,$B/capture/proxy/%.o,srv_shuhi request answer scrape)
PROXY_O := $(filter-out $(ICAP_O),$(patsubst %.c,$B/%.o,$(wildcard capture/proxy/*.c)))

all: $B/srv_shuhi.so
$B/srv_shuhi.so: $(ICAP_O) $(PROXY_O) $(MORE_O) $B/libshuhi.a
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -shared $(NOW) -Wl,-Bsymbolic -Wl,-z,nodelete \
		-Wl,--exclude-libs,ALL -o $@ $^ $(LDLIBS) -lmicrohttpd
	$Q! nm -uD $@ | grep -E ' U (shuhi|policy|audit|override|kit|post|page)_'

PROXY_BIN := $(addprefix $B/tests/proxy/,origin play jailed) $B/benchmarks/proxy/load
$(PROXY_BIN): $B/%: $B/%.o $(MORE_O) $B/libshuhi.a
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(if $(findstring origin,$@),-lmicrohttpd) $(if $(findstring jailed,$@),-lseccomp)

test-proxy: all $(PROXY_BIN) ## through a real Squid and c-icap
	$QB=$B tests/proxy/run

test-unit: all $(PROXY_BIN) ## and under the hardening of its systemd unit (root)
	$QB=$B HARDENED=1 CASES="$$(echo tests/proxy/hardened.sh tests/proxy/cases/*.sh)" tests/proxy/run

soak: all $(PROXY_BIN) ## MINUTES=10 of mixed traffic through the proxy, with flat memory
	$QB=$B tests/proxy/soak $(or $(MINUTES),10)

# a real browser for the kiosk; npm brings what drives it (tests/kiosk/package.json)
PACKAGES_KIOSK := chromium fonts-noto-cjk $(if $(shell command -v npm),,nodejs npm)
deps-kiosk: ## deps, and those for test-kiosk
	$Q$(MAKE) --no-print-directory deps MORE='$(PACKAGES_KIOSK)'

test-kiosk: all ## the kiosk's page in a real Chromium; screenshots in build/kiosk-shots
	$Qtests/kiosk/run

deps-proxy: ## deps, and those for test-proxy, soak and bench-proxy
	$Q$(MAKE) --no-print-directory deps MORE='$(PACKAGES_PROXY)'

$B/benchmarks/kiosk/load: $B/benchmarks/kiosk/load.o $(MORE_O) $B/libshuhi.a
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

bench-kiosk: all $B/benchmarks/kiosk/load ## a draft's round trip over HTTP, beside a file's
	$QB=$B benchmarks/kiosk/run

bench-proxy: all $(PROXY_BIN) ## requests/s and latency beside c-icap's echo
	$QB=$B benchmarks/proxy/run

all: $B/shuhi $B/embed/libshuhi.a $B/embed/shuhi.pc $B/shuhi-extract $(SHARE)/.made ## build the program and the library
	@mkdir -p build
	$(if $(SAN)$(FUZZ),,@ln -sfn $(FLAVOR)/shuhi build/shuhi)

# ---- the library, the program ------------------------------------------------

$B/libshuhi.a: $(LIB_O)
	@printf '  AR    %s\n' $@
	$Qrm -f $@ && $(AR) rcs $@ $^

# What others link: one object of which nothing but shuhi_* can be seen, or a trim()
# of theirs would take the place of ours.
OBJCOPY ?= objcopy
$B/embed/libshuhi.a: $(LIB_O)
	@printf '  AR    %s\n' $@
	@mkdir -p $(@D)
	$Q$(CC) -r -nostdlib -o $(@D)/shuhi.o $^
	$Q$(OBJCOPY) --wildcard --keep-global-symbol='shuhi_*' $(@D)/shuhi.o
	$Qrm -f $@ && $(AR) rcs $@ $(@D)/shuhi.o

VERSION = $(shell sed -n 's/^#define SHUHI_VERSION "\(.*\)"/\1/p' scanner/shuhi.h)
$B/embed/shuhi.pc: scanner/shuhi.pc.in scanner/shuhi.h Makefile $B/.prefix
	@mkdir -p $(@D)
	$Qsed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' \
		-e 's|@REQUIRES@|$(LIB_LIBS)|' $< > $@

# rules and children are looked for there: another PREFIX is another library
$B/.prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@

$B/shuhi: $(CLI_O) $(DRAFT_O) $(MORE_O) $B/libshuhi.a
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) $(NOW) $(if $(SAN)$(FUZZ),,-pie) -o $@ $^ $(DRAFT_LIBS) $(LDLIBS) -lssl -lcrypto

$B/capture/draft/assets.c: capture/draft/embed $(PAGE) $B/.page
	@mkdir -p $(@D)
	$Qcapture/draft/embed $(PAGE) > $@ || { rm -f $@; false; }
$B/capture/draft/assets.o: $B/capture/draft/assets.c $B/.flags
	$Q$(CC) $(CPPFLAGS) $(ALLCFLAGS) -c -o $@ $<
$B/.page: FORCE # a file more or less is a change, too
	@mkdir -p $(@D)
	@echo '$(PAGE)' | cmp -s - $@ || echo '$(PAGE)' > $@

$B/%.o: %.c $B/.flags
	@printf '  CC    %s\n' $<
	@mkdir -p $(@D)
	$Q$(CC) $(CPPFLAGS) $(ALLCFLAGS) -c -o $@ $<

# the child that reads archives, office files and PDF, and finding it
OFFICE_LIBS := libarchive poppler-glib libseccomp
OFFICE_O := $(patsubst %.c,$B/%.o,$(wildcard scanner/office/*.c))
JAIL_O := $B/scanner/jail/jail.o
$(OFFICE_O): CPPFLAGS += $(shell pkg-config --cflags $(OFFICE_LIBS) 2>/dev/null)
$B/tests/fuzz_office: $(filter-out %/main.o,$(OFFICE_O))
$B/tests/fuzz_office: LDLIBS += $(shell pkg-config --libs $(OFFICE_LIBS) 2>/dev/null)
$B/scanner/libexec.o $B/scanner/scanner.o: CPPFLAGS += -DSHUHI_PREFIX='"$(PREFIX)"'
$B/scanner/libexec.o $B/scanner/scanner.o: $B/.prefix
$B/shuhi-extract: $(OFFICE_O) $(JAIL_O) $B/libshuhi.a
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $^ \
		$(shell pkg-config --libs $(OFFICE_LIBS) 2>/dev/null) $(LDLIBS)

# the child that reads pictures, and asking it
PICTURE_LIBS := tesseract lept libjpeg libpng libwebp libheif libexif libseccomp
PICTURE_O := $(patsubst %.c,$B/%.o,$(wildcard capture/picture/*.c))
$(PICTURE_O): CPPFLAGS += -iquote capture/picture $(shell pkg-config --cflags $(PICTURE_LIBS) 2>/dev/null)
LOOK_O := $(patsubst %.c,$B/%.o,$(wildcard capture/draft/look*.c))
# what tests it links all of it but the program, its fuzzer all that reads files
PICTURE_TESTS := $(addprefix $B/tests/test_,photo raster traces layout look)
$(PICTURE_TESTS): $(filter-out %/main.o,$(PICTURE_O)) $(LOOK_O)
$B/tests/test_lookread $B/tests/fuzz_look: $(LOOK_O)
$B/tests/fuzz_picture: $(filter-out %/main.o,$(PICTURE_O)) $(LOOK_O)
$(PICTURE_TESTS) $B/tests/fuzz_picture: LDLIBS += $(shell pkg-config --libs $(PICTURE_LIBS) 2>/dev/null)
all: $B/shuhi-picture
$B/shuhi-picture: $(PICTURE_O) $(JAIL_O) $B/libshuhi.a
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $^ \
		$(shell pkg-config --libs $(PICTURE_LIBS) 2>/dev/null) $(LDLIBS)

# not a test: how much of a picture is read (benchmarks/kiosk/read-pictures)
READING := $B/benchmarks/kiosk/reading $B/benchmarks/kiosk/distort
$B/benchmarks/kiosk/reading: $B/benchmarks/kiosk/reading.o $(LOOK_O) $B/libshuhi.a | $B/shuhi-picture $(SHARE)/.made
$B/benchmarks/kiosk/distort: $B/benchmarks/kiosk/distort.o
$(READING):
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -o $@ $^ $(if $(findstring distort,$@),$(shell pkg-config --libs lept)) $(LDLIBS)
read-pictures: all $(READING) ## how much of invented pictures is read, and how fast (needs deps-kiosk)
	$QB=$B benchmarks/kiosk/read-pictures

# what was proved by another engine is not proved (scanner/prove.c)
$B/scanner/prove.o: CPPFLAGS += -DSHUHI_BUILD='"$(shell cat scanner/*.[ch] scanner/*/*.[ch] 2>/dev/null | cksum | tr ' ' -)"'
$B/scanner/prove.o: $(wildcard scanner/*.[ch] scanner/*/*.[ch])

# rebuild when the flags change, not only when the sources do
FLAGS_NOW = $(CC) $(CPPFLAGS) $(ALLCFLAGS) $(LDFLAGS)
$B/.flags: FORCE
	@mkdir -p $(@D)
	@echo '$(FLAGS_NOW)' | cmp -s - $@ || echo '$(FLAGS_NOW)' > $@

# ---- what the program knows: rules, words, words made from words --------------

$B/mkwords: $(patsubst %.c,$B/%.o,$(wildcard dict/*.c))
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -o $@ $^ -lmecab

# one build of the words serves every flavor
$B/words/.made: $B/mkwords $(DICTS)
	@printf '  WORDS %s\n' $(@D)
	@mkdir -p $(@D)
	$Q$B/mkwords -o $(@D) --ipadic-src $(IPADIC_SRC) \
		--mecab-dic $(IPADIC_DIC) $(DICTS)
	@touch $@

# kana-kanji conversion: IPADIC the other way round; MeCab's own compiler
KANAKANJI := sys.dic matrix.bin char.bin unk.dic dicrc signs
$B/words/kanakanji/.made: $B/words/.made
	@printf '  DICT  %s\n' $(@D)
	@rm -rf $(@D) && mkdir -p $(@D)/source
	$Qfor f in matrix.def char.def unk.def left-id.def right-id.def pos-id.def \
		rewrite.def feature.def dicrc; do \
		iconv -f EUC-JP -t UTF-8 $(IPADIC_SRC)/$$f > $(@D)/source/$$f || exit; \
	done
	$Qcp $B/words/kanakanji.csv $(@D)/source
	$Q$(MECAB_INDEX) -d $(@D)/source -o $(@D) -f utf-8 -t utf-8 > /dev/null
	$Qcp $(@D)/source/dicrc $(@D)
	$Qcp $B/words/kanakanji.signs $(@D)/signs
	@rm -r $(@D)/source
	@touch $@

$(SHARE)/.made: $B/words/kanakanji/.made $(DICTS) $(WEIGHTS) $(RULES) capture/policy.yaml
	@rm -rf $(SHARE)
	@mkdir -p $(SHARE)/dict/kanakanji $(SHARE)/patterns
	$Qcp $(DICTS) $(WEIGHTS) $B/words/*.tsv $(SHARE)/dict
	$Qcp $(addprefix $B/words/kanakanji/,$(KANAKANJI)) $(SHARE)/dict/kanakanji
	$Qcp $(RULES) $(SHARE)/patterns
	$Qcp capture/policy.yaml $(SHARE)
	@touch $@

# ---- tests --------------------------------------------------------------------

# a test includes its own module's .c, so it links every other object
TEST_MODULE = $(patsubst %.c,$B/%.o,$(wildcard scanner/$*.c scanner/*/$*.c dict/roster/$*.c capture/$*.c capture/proxy/$*.c capture/draft/$*.c capture/picture/$*.c))
.SECONDEXPANSION:
$B/tests/test_%: $B/tests/test_%.o $(LIB_O) $(MORE_O) $(PROXY_O) $(DRAFT_O) $(SHARE)/.made | $B/shuhi-extract $B/shuhi-picture
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -o $@ \
		$(filter-out $(TEST_MODULE) $(SHARE)/.made,$^) -lcmocka -lbrotlienc -larchive -lseccomp $(DRAFT_LIBS) $(LDLIBS)

# starts the program
$B/tests/test_kiosk: | $B/shuhi
# speaks TLS to the kiosk
$B/tests/test_gate: LDLIBS += -lssl -lcrypto
# draws people as benchmarks do
$B/tests/test_seekwalk: LDLIBS += -lm

check: all $(TESTS) ## test, without installing anything
	$QB=$B tests/run $(TESTS)

test: deps ## build and run every test (installs missing packages first)
	$Q$(MAKE) --no-print-directory check

# the suite's threads
THREADED := $(addprefix $B/tests/test_,threads guard_threads post_threads crew serve httpd gate promtext)
check-threads: all $(THREADED) ## the tests with threads (SAN=thread)
	$Q$(foreach t,$(THREADED),$t &&) true

# what must not be missed and what must not be flagged, with the gate's ceilings
accuracy: all $B/tests/accuracy $(if $(CORPUS),$B/tests/makelist) ## missed leaks and false alarms over tests/posts (CORPUS=DIR: and corpora)
	$Q$B/tests/accuracy $(if $(V),-v) tests/posts $(CORPUS)
	$(if $(CORPUS),$QB=$B tests/rosteralarms $(CORPUS))

# the story model's weights, learnt from the project's own posts
LEAST := -0.6 0.8 1.1 2.4 -1.4 -0.8 # log odds: nostory, story.weak, .likely, .strong; hope of one, of a strong one
story: all $B/tests/train ## retrain dict/story.weights on tests/posts
	$Q$B/tests/train $(LEAST) tests/posts > $B/story.weights
	$Qmv $B/story.weights $(WEIGHTS)

$B/tests/train $B/tests/accuracy $B/tests/makelist: $B/tests/%: $B/tests/%.o $B/libshuhi.a $(SHARE)/.made
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(LDLIBS) -lm

# ---- fuzzing ------------------------------------------------------------------

$B/tests/fuzz_%: $B/tests/fuzz_%.o $(LIB_O) $(MORE_O) $(PROXY_O) $(DRAFT_O)
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(DRAFT_LIBS) $(LDLIBS)

fuzzers: $(FUZZERS) $(SHARE)/.made

SECONDS_EACH ?= 30
fuzz: ## libFuzzer on every parser, SECONDS_EACH=30 each
	$Q$(MAKE) --no-print-directory CC=clang FUZZ=1 CFLAGS='-O1 -g' fuzzers
	$Qtests/fuzz build/fuzz $(SECONDS_EACH)

# ---- benchmarks ---------------------------------------------------------------

$B/benchmarks/bench_%: $B/benchmarks/bench_%.o $(MORE_O) $B/libshuhi.a
	@printf '  LD    %s\n' $@
	$Q$(CC) $(ALLCFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lm

benches: all $(BENCHES) $(READING) $B/benchmarks/kiosk/load $B/benchmarks/proxy/load
bench: benches ## speed and memory, with yardsticks (CORPUS=DIR for real text)
	$QCORPUS=$(CORPUS) B=$B benchmarks/run

# ---- the rest -----------------------------------------------------------------

demo: deps ## install what is missing, build, judge the bundled drafts
	$Q$(MAKE) --no-print-directory all
	$Qtests/demo build/shuhi

MISSING = $(shell for p in $(PACKAGES) $(MORE); do \
	dpkg-query -W -f '$${Status}\n' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done)
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
deps: ## install the Debian packages that are missing (MORE='...' adds some)
	$(if $(MISSING),$Q$(SUDO) apt-get update -qq)
	$(if $(MISSING),$Q$(SUDO) env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends $(MISSING) >/dev/null)

deps-ci: ## deps, and those for lint, fuzz and benchmarks
	$Q$(MAKE) --no-print-directory deps MORE='$(PACKAGES_CI) $(PACKAGES_BENCH)'

lint: ## format, foreign libraries in their files, banned functions, static analysis
	$Qtests/lint

KIOSK_PROGRAMS := $(addprefix capture/draft/etc/,shuhi-kiosk shuhi-serve-roster)
install: all ## into DESTDIR=/PREFIX=
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib \
		$(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/shuhi/dict/kanakanji \
		$(DESTDIR)$(PREFIX)/share/shuhi/patterns \
		$(DESTDIR)$(PREFIX)/libexec/shuhi \
		$(DESTDIR)$(PREFIX)/lib/shuhi \
		$(DESTDIR)$(PREFIX)/lib/pkgconfig \
		$(DESTDIR)$(PREFIX)/share/shuhi/proxy \
		$(DESTDIR)$(PREFIX)/share/shuhi/kiosk
	install -m 644 $(filter-out $(KIOSK_PROGRAMS),$(wildcard capture/draft/etc/*)) $(DESTDIR)$(PREFIX)/share/shuhi/kiosk
	install -m 755 $(KIOSK_PROGRAMS) $(DESTDIR)$(PREFIX)/share/shuhi/kiosk
	install -m 755 $B/srv_shuhi.so $(DESTDIR)$(PREFIX)/lib/shuhi
	install -m 644 capture/proxy/etc/* $(DESTDIR)$(PREFIX)/share/shuhi/proxy
	install -m 755 $B/shuhi $(DESTDIR)$(PREFIX)/bin/shuhi
	install -m 755 $B/shuhi-extract $B/shuhi-picture $(DESTDIR)$(PREFIX)/libexec/shuhi
	install -m 644 $B/embed/libshuhi.a $(DESTDIR)$(PREFIX)/lib
	install -m 644 $B/embed/shuhi.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig
	install -m 644 scanner/shuhi.h $(DESTDIR)$(PREFIX)/include
	install -m 644 cli/shuhi.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(SHARE)/dict/*.* $(DESTDIR)$(PREFIX)/share/shuhi/dict
	install -m 644 $(SHARE)/dict/kanakanji/* $(DESTDIR)$(PREFIX)/share/shuhi/dict/kanakanji
	install -m 644 $(SHARE)/policy.yaml $(DESTDIR)$(PREFIX)/share/shuhi
	install -m 644 $(SHARE)/patterns/*.yaml \
		$(DESTDIR)$(PREFIX)/share/shuhi/patterns

uninstall: ## what install put there; the hospital's own files in /etc and /var stay
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,bin/shuhi lib/libshuhi.a \
		lib/pkgconfig/shuhi.pc include/shuhi.h share/man/man1/shuhi.1)
	rm -rf $(addprefix $(DESTDIR)$(PREFIX)/,share/shuhi libexec/shuhi lib/shuhi)

clean: ## remove everything built
	$Qrm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s  %s\n", $$1, $$2}' Makefile | sort
	@echo "  SAN=address,undefined or SAN=thread builds and tests in a tree of its own; V=1 shows commands"

.PHONY: all check check-threads read-pictures test test-kiosk test-proxy test-unit bench-kiosk bench-proxy soak deps-kiosk deps-proxy accuracy story fuzzers fuzz benches bench demo deps deps-ci lint \
	install uninstall clean help FORCE
.SECONDARY:
-include $(shell find $B -name '*.d' 2>/dev/null)
