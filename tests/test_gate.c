/* Who is let in: log-in, sessions, TLS, and how often. */
#include "../capture/draft/gate.c"

#include "draft/users.h"
#include "serving.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

static char users_file[96], cert_file[96], key_file[96];
static char cookie[256]; /* as a request's header */

#define FORM     "Content-Type: application/x-www-form-urlencoded\r\n"
#define PASSWORD "himitsu-no-kagi"

static int
prepare_users(void **state)
{
	struct shuhi_error err;
	struct small *small = &s.bench.small;

	prepare(state);
	snprintf(users_file, sizeof users_file, "%s/users", small->root.path);
	snprintf(cert_file, sizeof cert_file, "%s/cert", small->root.path);
	snprintf(key_file, sizeof key_file, "%s/key", small->root.path);
	s.config.users = users_file;
	return users_put(users_file, SPAN("ntanaka"), SPAN(PASSWORD), &err);
}

static void
request(const char *line, const char *headers, const char *body)
{
	answer_free(&a);
	a = ask(&s, line, headers, span_of(body));
}

static void
log_in(const char *password)
{
	char form[128];

	snprintf(form, sizeof form, "user=ntanaka&password=%s", password);
	request("POST /login", FORM, form);
}

static bool
sent_to(const char *location)
{
	return a.status == 303 &&
	    span_eq(answer_header(&a, "Location"), span_of(location));
}

/* The cookie that was given, as it comes back. */
static void
take_cookie(void)
{
	struct span given = answer_header(&a, "Set-Cookie");
	const char *end = memchr(given.ptr, ';', given.len);

	assert_non_null(end);
	snprintf(cookie, sizeof cookie, "Cookie: x=1; %.*s\r\n",
	    (int)(end - given.ptr), given.ptr);
}

/* ---- logging in ---------------------------------------------------------------- */

static void
test_without_a_session_only_the_log_in_is_shown(void **state)
{
	(void)state;
	served_start(&s);
	request("GET /", "", "");
	assert_true(sent_to("/login"));
	request("GET /login", "", "");
	assert_int_equal(a.status, 200);
	request("GET /assets/login.css", "", "");
	assert_int_equal(a.status, 200);
	request("GET /healthz", "", "");
	assert_int_equal(a.status, 200);
}

static void
test_without_a_session_nothing_is_judged(void **state)
{
	(void)state;
	served_start(&s);
	request("POST /api/v1/check", JSON_TYPE, "{\"text\":\"x\"}");
	assert_int_equal(a.status, 401);
	assert_true(answer_has(&a, "\"verdict\":\"unscanned\""));
	request("POST /api/v1/check-image", "Content-Type: image/png\r\n", "x");
	assert_int_equal(a.status, 401);
	request("GET /api/v1/settings", "", "");
	assert_int_equal(a.status, 401);
}

static void
test_who_logs_in_is_let_in(void **state)
{
	(void)state;
	served_start(&s);
	log_in(PASSWORD);
	assert_true(sent_to("/"));
	take_cookie();
	request("GET /api/v1/settings", cookie, "");
	assert_int_equal(a.status, 200);
	assert_true(answer_has(&a, "\"login\":\"ntanaka\""));
	request("GET /", cookie, "");
	assert_int_equal(a.status, 200);
}

static void
test_a_session_is_kept_from_scripts_and_other_sites(void **state)
{
	struct span given;

	(void)state;
	served_start(&s);
	log_in(PASSWORD);
	given = answer_header(&a, "Set-Cookie");
	assert_true(span_starts(given, SPAN("shuhi=")));
	assert_true(span_has(given, SPAN("; Path=/;")));
	assert_true(span_has(given, SPAN("; HttpOnly")));
	assert_true(span_has(given, SPAN("; SameSite=Strict")));
}

static void
test_a_wrong_password_gets_no_session(void **state)
{
	(void)state;
	served_start(&s);
	log_in("himitsu");
	assert_true(sent_to("/login#failed"));
	assert_int_equal(answer_header(&a, "Set-Cookie").len, 0);
	request("POST /login", FORM, "nonsense");
	assert_true(sent_to("/login#failed"));
}

static void
test_an_invented_session_is_none(void **state)
{
	(void)state;
	served_start(&s);
	request("GET /api/v1/settings", "Cookie: shuhi=AAAA\r\n", "");
	assert_int_equal(a.status, 401);
	request("GET /api/v1/settings", "Cookie: shuhi=\r\n", "");
	assert_int_equal(a.status, 401);
}

static void
test_who_logs_out_is_out(void **state)
{
	(void)state;
	served_start(&s);
	log_in(PASSWORD);
	take_cookie();
	request("POST /logout", cookie, "");
	assert_true(sent_to("/login"));
	assert_true(span_has(
	    answer_header(&a, "Set-Cookie"), SPAN("Max-Age=0")));
	request("GET /api/v1/settings", cookie, "");
	assert_int_equal(a.status, 401);
}

static void
test_another_sites_page_logs_nobody_in_or_out(void **state)
{
	(void)state;
	served_start(&s);
	request("POST /login", FORM "Origin: http://evil.example\r\n",
	    "user=ntanaka&password=" PASSWORD);
	assert_int_equal(a.status, 403);
	log_in(PASSWORD);
	take_cookie();
	request("POST /logout", "Origin: http://evil.example\r\n", "");
	assert_int_equal(a.status, 403);
	request("GET /api/v1/settings", cookie, "");
	assert_int_equal(a.status, 200);
}

static void
test_so_many_attempts_and_not_one_more(void **state)
{
	int i;

	(void)state;
	served_start(&s);
	for (i = 0; i < LIMIT_DRAFT_LOGINS; i++) {
		log_in("himitsu");
		assert_true(sent_to("/login#failed"));
	}
	log_in(PASSWORD);
	assert_true(sent_to("/login#wait"));
	assert_int_equal(answer_header(&a, "Set-Cookie").len, 0);
}

/* From a new address each time: only the name is the same. */
static void
test_a_name_has_so_many_attempts_from_wherever(void **state)
{
	struct loginform f = { .user = "ntanaka", .nuser = 7 };
	struct request r = { .route = ROUTE_LOGIN };
	int i;

	(void)state;
	served_start(&s);
	for (i = 0; i < LIMIT_DRAFT_LOGINS_NAME; i++) {
		r.peer.byte[7] = (unsigned char)i;
		assert_true(may_try(s.serve, &r, &f));
	}
	r.peer.byte[7] = (unsigned char)i;
	assert_false(may_try(s.serve, &r, &f));
}

static void
test_a_form_of_the_limit_is_read_and_one_past_it_refused(void **state)
{
	static const char form[] = "user=ntanaka&password=" PASSWORD "&pad=";
	char body[LIMIT_DRAFT_FORM + 2] = "";

	(void)state;
	served_start(&s);
	memset(body, 'x', LIMIT_DRAFT_FORM);
	memcpy(body, form, sizeof form - 1);
	request("POST /login", FORM, body);
	assert_true(sent_to("/"));
	body[LIMIT_DRAFT_FORM] = 'x';
	request("POST /login", FORM, body);
	assert_int_equal(a.status, 413);
}

static void
test_who_is_taken_off_the_list_is_out_after_a_reload(void **state)
{
	struct shuhi_error err;

	(void)state;
	served_start(&s);
	log_in(PASSWORD);
	take_cookie();
	unlink(users_file);
	users_put(users_file, SPAN("ysuzuki"), SPAN(PASSWORD), &err);
	assert_int_equal(serve_reload(s.serve, &err), 0);
	request("GET /api/v1/settings", cookie, "");
	assert_int_equal(a.status, 401);
}

static void
test_a_new_password_ends_the_sessions_of_its_user_after_a_reload(void **state)
{
	struct shuhi_error err;

	(void)state;
	served_start(&s);
	log_in(PASSWORD);
	take_cookie();
	users_put(users_file, SPAN("ysuzuki"), SPAN(PASSWORD), &err);
	assert_int_equal(serve_reload(s.serve, &err), 0);
	request("GET /api/v1/settings", cookie, "");
	assert_int_equal(a.status, 200); /* another's record is none of his */
	users_put(users_file, SPAN("ntanaka"), SPAN(PASSWORD "2"), &err);
	assert_int_equal(serve_reload(s.serve, &err), 0);
	request("GET /api/v1/settings", cookie, "");
	assert_int_equal(a.status, 401);
	log_in(PASSWORD "2");
	assert_true(sent_to("/"));
}

static void
test_a_list_of_nobody_is_told(void **state)
{
	struct shuhi_error err;

	(void)state;
	served_start(&s);
	assert_false(serve_lets_nobody_in(s.serve));
	assert_int_equal(truncate(users_file, 0), 0);
	assert_int_equal(serve_reload(s.serve, &err), 0);
	assert_true(serve_lets_nobody_in(s.serve));
}

static void
test_a_broken_list_leaves_the_old_one(void **state)
{
	struct shuhi_error err;

	(void)state;
	served_start(&s);
	chmod(users_file, 0644);
	assert_int_equal(serve_reload(s.serve, &err), -1);
	log_in(PASSWORD);
	assert_true(sent_to("/"));
}

/* ---- how often ------------------------------------------------------------------- */

static void
test_so_many_requests_and_not_one_more(void **state)
{
	int i;

	(void)state;
	s.config.users = NULL;
	s.config.limits.any_rate = false;
	s.config.limits.rate = 5;
	served_start(&s);
	for (i = 0; i < 5; i++) {
		request("POST /api/v1/check", JSON_TYPE, "{\"text\":\"x\"}");
		assert_int_equal(a.status, 200);
	}
	request("POST /api/v1/check", JSON_TYPE, "{\"text\":\"x\"}");
	assert_int_equal(a.status, 429);
	assert_true(answer_has(&a, "\"verdict\":\"unscanned\""));
	assert_true(answer_header(&a, "Retry-After").len > 0);
	assert_true(figures_come_to(&s, "{route=\"check\",status=\"429\"} 1\n"));
}

static void
test_the_files_of_a_page_do_not_count(void **state)
{
	int i;

	(void)state;
	s.config.users = NULL;
	s.config.limits.any_rate = false;
	s.config.limits.rate = 1;
	served_start(&s);
	for (i = 0; i < 40; i++) {
		request("GET /assets/main.js", "", "");
		assert_int_equal(a.status, 200);
	}
	request("POST /api/v1/check", JSON_TYPE, "{\"text\":\"x\"}");
	assert_int_equal(a.status, 200);
}

/* ---- TLS ----------------------------------------------------------------------------- */

static void
write_pem(const char *file, X509 *cert, EVP_PKEY *key)
{
	FILE *out = fopen(file, "w");

	assert_non_null(out);
	assert_int_equal(fchmod(fileno(out), 0600), 0);
	if (cert != NULL)
		assert_int_equal(PEM_write_X509(out, cert), 1);
	else
		assert_int_equal(PEM_write_PrivateKey(
		    out, key, NULL, NULL, 0, NULL, NULL), 1);
	fclose(out);
}

static void
make_certificate(void)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = X509_new();
	X509_NAME *name = X509_get_subject_name(cert);

	X509_set_version(cert, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), 0);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
	    (const unsigned char *)"kiosk.example.jp", -1, -1, 0);
	X509_set_issuer_name(cert, name);
	X509_set_pubkey(cert, key);
	assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
	write_pem(cert_file, cert, NULL);
	write_pem(key_file, NULL, key);
	X509_free(cert);
	EVP_PKEY_free(key);
	s.config.cert = cert_file;
	s.config.key = key_file;
}

static void
ask_by_tls(const char *text)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	SSL *ssl = SSL_new(ctx);
	char chunk[4096];
	int fd = dial_port(s.port), n;

	answer_free(&a);
	SSL_set_fd(ssl, fd);
	assert_int_equal(SSL_connect(ssl), 1);
	assert_true(SSL_version(ssl) >= TLS1_2_VERSION);
	assert_true(SSL_write(ssl, text, (int)strlen(text)) > 0);
	while (!answer_whole(&a, false) &&
	    (n = SSL_read(ssl, chunk, sizeof chunk)) > 0)
		buf_put(&a.all, chunk, (size_t)n);
	SSL_free(ssl);
	SSL_CTX_free(ctx);
	close(fd);
}

static void
test_by_tls_the_cookie_is_for_this_host_and_tls_only(void **state)
{
	static const char form[] = "user=ntanaka&password=" PASSWORD;
	static const char *const names[] = { "kiosk.example.jp" };
	char text[512];
	struct span given;

	(void)state;
	make_certificate();
	s.config.names = names;
	s.config.nnames = 1;
	served_start(&s);
	snprintf(text, sizeof text, "POST /login HTTP/1.1\r\n"
	    "Host: kiosk.example.jp:%u\r\n"
	    "Origin: https://kiosk.example.jp:%u\r\n" FORM
	    "Content-Length: %zu\r\n\r\n%s",
	    s.port, s.port, sizeof form - 1, form);
	ask_by_tls(text);
	assert_true(sent_to("/"));
	given = answer_header(&a, "Set-Cookie");
	assert_true(span_starts(given, SPAN("__Host-shuhi=")));
	assert_true(span_has(given, SPAN("; Secure")));
	assert_true(span_eq(answer_header(&a, "Strict-Transport-Security"),
	    SPAN("max-age=86400")));
}

static void
test_plain_text_to_tls_gets_nothing(void **state)
{
	(void)state;
	make_certificate();
	served_start(&s);
	request("GET /", "", "");
	assert_int_not_equal(a.status, 200);
}

static void
assert_wont_open(const char *message)
{
	struct shuhi_error err = { 0 };

	assert_int_equal(serve_open(&s.config, &s.serve, &err), -1);
	assert_null(s.serve);
	assert_string_equal(err.message, message);
}

static void
test_a_key_others_can_read_is_refused(void **state)
{
	(void)state;
	make_certificate();
	chmod(key_file, 0640);
	assert_wont_open("others may read this secret");
}

static void
test_a_certificate_that_is_none_is_refused(void **state)
{
	(void)state;
	make_certificate();
	s.config.cert = users_file;
	assert_wont_open("the certificate and the key do not fit");
}

static int
open_json(void **state)
{
	(void)state;
	json_in_init();
	return 0;
}

/* ---- names ---------------------------------------------------------------------------- */

static void
test_a_name_that_is_no_host_does_not_start(void **state)
{
	static const char *const wrong[] = { "http://kiosk.example", "", "a b",
		"kiosk.example:8443", "kiosk.example/", "kiosk..example" };
	struct shuhi_error err = { 0 };
	size_t i;

	(void)state;
	s.config.nnames = 1;
	s.config.users = NULL;
	for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		s.config.names = &wrong[i];
		assert_int_equal(serve_open(&s.config, &s.serve, &err), -1);
		assert_int_equal(err.code, SHUHI_E_USAGE);
	}
}

static void
test_people_are_told_the_name_when_all_addresses_listen(void **state)
{
	static const char *const names[] = { "Kiosk.example.jp" };

	(void)state;
	make_certificate();
	s.config.listen = "0.0.0.0:0";
	s.config.names = names;
	s.config.nnames = 1;
	served_start(&s);
	assert_true(span_starts(span_of(serve_url(s.serve)),
	    SPAN("https://Kiosk.example.jp:")));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, prepare_users, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_without_a_session_only_the_log_in_is_shown),
		EACH(test_without_a_session_nothing_is_judged),
		EACH(test_who_logs_in_is_let_in),
		EACH(test_a_session_is_kept_from_scripts_and_other_sites),
		EACH(test_a_wrong_password_gets_no_session),
		EACH(test_an_invented_session_is_none),
		EACH(test_who_logs_out_is_out),
		EACH(test_another_sites_page_logs_nobody_in_or_out),
		EACH(test_so_many_attempts_and_not_one_more),
		EACH(test_a_name_has_so_many_attempts_from_wherever),
		EACH(test_a_form_of_the_limit_is_read_and_one_past_it_refused),
		EACH(test_who_is_taken_off_the_list_is_out_after_a_reload),
		EACH(test_a_broken_list_leaves_the_old_one),
		EACH(test_a_name_that_is_no_host_does_not_start),
		EACH(test_people_are_told_the_name_when_all_addresses_listen),
		EACH(test_a_new_password_ends_the_sessions_of_its_user_after_a_reload),
		EACH(test_a_list_of_nobody_is_told),
		EACH(test_so_many_requests_and_not_one_more),
		EACH(test_the_files_of_a_page_do_not_count),
		EACH(test_by_tls_the_cookie_is_for_this_host_and_tls_only),
		EACH(test_plain_text_to_tls_gets_nothing),
		EACH(test_a_key_others_can_read_is_refused),
		EACH(test_a_certificate_that_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, open_json, NULL);
}
