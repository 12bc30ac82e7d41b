/* A list of invented people to standard output: makelist PEOPLE [SEED] */
#include "../benchmarks/people.c"

int
main(int argc, char **argv)
{
	if (argc < 2 || argc > 3)
		errx(2, "usage: makelist PEOPLE [SEED]");
	people_write(stdout, strtoul(argv[1], NULL, 10),
	    argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
	return 0;
}
