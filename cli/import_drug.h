/*
 * The name people say, out of a product's or ingredient's name in a price list:
 *
 *   ユーロジン１ｍｇ錠               ユーロジン
 *   カンデサルタン錠１２ｍｇ「あすか」  カンデサルタン
 *   バラシクロビル塩酸塩錠５００ｍｇ   バラシクロビル
 *   ツムラ葛根湯エキス顆粒（医療用）    葛根湯
 */
#ifndef SHUHI_CLI_IMPORT_DRUG_H
#define SHUHI_CLI_IMPORT_DRUG_H

#include "span.h"

/* The part of a folded name without form, strength, maker and salt. */
void drug_name(struct span folded, size_t *from, size_t *to);

#endif
