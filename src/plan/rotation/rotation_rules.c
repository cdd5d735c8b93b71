// SPDX-License-Identifier: EUPL-1.2
// Works out the rules of a rotation problem: who is there, how large groups are, which pairs are
// apart or together; and names rules that contradict each other. Never searches.
#include "plan/rotation/rotation.h"

static bool in_range(int32_t value, int32_t low, int32_t high) {
    return value >= low && value <= high;
}

static bool pairs_in_range(const struct plan_pair *pairs, int32_t n_pairs, int32_t n) {
    for (int32_t k = 0; k < n_pairs; k++) {
        if (!in_range(pairs[k].a, 0, n - 1) || !in_range(pairs[k].b, 0, n - 1) ||
            pairs[k].a == pairs[k].b)
            return false;
    }
    return true;
}

static bool numbers_in_range(const struct plan_rotation *p) {
    if (!in_range(p->n_people, 1, PLAN_ROTATION_PEOPLE_MAX) ||
        !in_range(p->n_rounds, 1, PLAN_ROTATION_ROUNDS_MAX) ||
        !in_range(p->n_groups, 1, p->n_people) || !in_range(p->n_fixed, 0, p->n_rounds) ||
        !in_range(p->change_cost, 0, 1000000) || (p->n_fixed > 0 && !p->previous))
        return false;
    for (int32_t k = 0; p->seats && k < p->n_rounds * p->n_groups; k++) {
        if (!in_range(p->seats[k], 0, p->n_people))
            return false;
    }
    for (int32_t k = 0; p->previous && k < p->n_people * p->n_rounds; k++) {
        if (!in_range(p->previous[k], -1, p->n_groups - 1))
            return false;
    }
    return pairs_in_range(p->apart_pairs, p->n_apart_pairs, p->n_people) &&
           pairs_in_range(p->met_before, p->n_met_before, p->n_people);
}

// Returns the people present in round w.
static int32_t expand_presence(struct rotation *r, int32_t w) {
    const struct plan_rotation *p = r->problem;
    int32_t present = 0;
    for (int32_t i = 0; i < r->n; i++) {
        const size_t at = (size_t)i * (size_t)r->n_rounds + (size_t)w;
        const bool here = w < p->n_fixed ? p->previous[at] >= 0 : !p->absent || !p->absent[at];
        r->here[(size_t)w * (size_t)r->n + (size_t)i] = here;
        r->to_come[i] |= (uint64_t)(here && w >= p->n_fixed) << w;
        present += here;
    }
    return present;
}

static void expand_fixed_sizes(struct rotation *r, int32_t w) {
    const ptrdiff_t first = (ptrdiff_t)w * r->n_groups;
    for (int32_t i = 0; i < r->n; i++) {
        const int32_t g = r->problem->previous[(ptrdiff_t)i * r->n_rounds + w];
        if (g >= 0)
            r->size[first + g]++;
    }
    for (int32_t g = 0; g < r->n_groups; g++)
        r->size_least[first + g] = r->size_most[first + g] = r->size[first + g];
}

static int32_t seats_of(const struct rotation *r, int32_t w, int32_t g) {
    return r->problem->seats ? r->problem->seats[(ptrdiff_t)w * r->n_groups + g] : INT32_MAX;
}

// The room in all groups together when none has more than `level` people.
static int64_t room_at(const struct rotation *r, int32_t w, int32_t level) {
    int64_t room = 0;
    for (int32_t g = 0; g < r->n_groups; g++)
        room += seats_of(r, w, g) < level ? seats_of(r, w, g) : level;
    return room;
}

// The largest groups give way until the seats fit the people present: no group has more than
// `level`, the least level with room for all, and `spare` groups of that level have one less.
static void expand_sizes(struct rotation *r, int32_t w, int32_t present) {
    int32_t level = 0;
    while (room_at(r, w, level) < present)
        level++;
    const int32_t spare = (int32_t)(room_at(r, w, level) - present);
    int32_t n_at_level = 0;
    for (int32_t g = 0; g < r->n_groups; g++) {
        const ptrdiff_t at = (ptrdiff_t)w * r->n_groups + g;
        const bool at_level = seats_of(r, w, g) >= level;
        r->size_most[at] = at_level ? level : seats_of(r, w, g);
        r->size_least[at] = r->size_most[at] - (at_level && spare > 0);
        r->size[at] = r->size_most[at] - (at_level && n_at_level < spare);
        n_at_level += at_level;
    }
    r->n_larger[w] = spare > 0 ? n_at_level - spare : 0;
}

static bool seats_fit(const struct rotation *r, int32_t w, int32_t present,
                      struct plan_conflict *ret_conflict) {
    const int64_t seats = r->problem->seats ? room_at(r, w, r->n) : present;
    if (seats >= present && seats <= r->n)
        return true;
    *ret_conflict = (struct plan_conflict){PLAN_RULE_SEATS, w, -1, -1, (int32_t)seats, present};
    return false;
}

static void expand_rounds(struct arena *arena, struct rotation *r,
                          struct plan_conflicts *conflicts) {
    for (int32_t w = 0; w < r->n_rounds; w++) {
        const int32_t present = expand_presence(r, w);
        struct plan_conflict conflict;
        if (w < r->problem->n_fixed)
            expand_fixed_sizes(r, w);
        else if (seats_fit(r, w, present, &conflict))
            expand_sizes(r, w, present);
        else
            plan_conflict_add(arena, conflicts, conflict);
        for (int32_t g = 0; g < r->n_groups; g++) {
            const int32_t most = r->size_most[(ptrdiff_t)w * r->n_groups + g];
            r->room = most > r->room ? most : r->room;
        }
    }
}

static void mark_pair(struct rotation *r, int32_t i, int32_t j, uint8_t kind) {
    r->pair[(ptrdiff_t)i * r->n + j] |= kind;
    r->pair[(ptrdiff_t)j * r->n + i] |= kind;
}

static void expand_classes(struct rotation *r, const int32_t *classes, int32_t n_columns,
                           uint8_t kind) {
    for (int32_t c = 0; c < n_columns; c++) {
        const int32_t *class = classes + (ptrdiff_t)c * r->n;
        for (int32_t i = 0; i < r->n; i++) {
            for (int32_t j = 0; j < i; j++) {
                if (class[i] != 0 && class[i] == class[j])
                    mark_pair(r, i, j, kind);
            }
        }
    }
}

static int32_t block_of(const struct rotation *r, int32_t i) {
    while (r->block[i] != i)
        i = r->block[i];
    return i;
}

// Together is transitive: classes that share a person make one block.
static void expand_blocks(struct rotation *r) {
    for (int32_t i = 0; i < r->n; i++) {
        r->block[i] = i;
        for (int32_t j = 0; j < i; j++) {
            if (r->pair[(ptrdiff_t)i * r->n + j] & ROTATION_TOGETHER)
                r->block[block_of(r, i)] = r->block[i] = block_of(r, j);
        }
    }
    for (int32_t i = 0; i < r->n; i++) {
        r->block[i] = block_of(r, i);
        r->n_block[r->block[i]]++;
    }
    for (int32_t i = 0; i < r->n; i++) {
        for (int32_t j = 0; j < i; j++) {
            if (r->block[i] == r->block[j])
                mark_pair(r, i, j, ROTATION_TOGETHER);
        }
    }
}

static void add_up(uint8_t *restrict row, const uint8_t *restrict is_in, int32_t n) {
    enum { LANES = 16 };
    int32_t j = 0;
    for (; j + LANES <= n; j += LANES) {
        for (int32_t lane = 0; lane < LANES; lane++)
            row[j + lane] = (uint8_t)(row[j + lane] + is_in[j + lane]);
    }
    for (; j < n; j++)
        row[j] = (uint8_t)(row[j] + is_in[j]);
}

// Adds the people of one group to each other's rows, up to the own place: one by one, or where the
// group is large everybody, whether in it or not, sixteen at a time.
static void count_group(const struct rotation *r, const int32_t *list, int32_t n_list,
                        uint8_t *is_in, uint8_t *meetings) {
    const bool is_large = (int64_t)n_list * 16 > r->n;
    for (int32_t k = 0; k < n_list; k++) {
        uint8_t *row = meetings + (ptrdiff_t)list[k] * r->n;
        if (is_large)
            add_up(row, is_in, list[k]);
        for (int32_t l = 0; !is_large && l < k; l++)
            row[list[l]]++;
        is_in[list[k]] = true;
    }
    for (int32_t k = 0; k < n_list; k++)
        is_in[list[k]] = false;
}

// By groups, not by pairs: somebody who says stop waits for this.
void rotation_count_round(struct arena *arena, const struct rotation *r, const int32_t *group,
                          int32_t w, uint8_t *meetings) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)r->n); // people by group
    int32_t *start = NEW_ARRAY(arena, int32_t, (size_t)r->n_groups + 1);
    uint8_t *is_in = NEW_ARRAY(arena, uint8_t, (size_t)r->n); // the group that is counted
    for (int32_t i = 0; i < r->n; i++) {
        const int32_t g = group[(ptrdiff_t)i * r->n_rounds + w];
        if (g >= 0)
            start[g + 1]++;
    }
    for (int32_t g = 0; g < r->n_groups; g++)
        start[g + 1] += start[g];
    const int32_t n_placed = start[r->n_groups];
    for (int32_t i = r->n - 1; i >= 0; i--) { // from behind: start[g + 1] ends where g begins
        const int32_t g = group[(ptrdiff_t)i * r->n_rounds + w];
        if (g >= 0)
            list[--start[g + 1]] = i;
    }
    for (int32_t g = 0; g < r->n_groups; g++) {
        const int32_t end = g + 1 < r->n_groups ? start[g + 2] : n_placed;
        count_group(r, list + start[g + 1], end - start[g + 1], is_in, meetings);
    }
}

static void count_past_meetings(struct arena *arena, struct rotation *r) {
    const struct plan_rotation *p = r->problem;
    for (int32_t k = 0; k < p->n_met_before; k++) {
        const ptrdiff_t at = (ptrdiff_t)p->met_before[k].a * r->n + p->met_before[k].b;
        if ((r->pair[at] & ROTATION_COUNT) == 0)
            mark_pair(r, p->met_before[k].a, p->met_before[k].b, 1);
    }
    for (int32_t w = 0; w < p->n_fixed; w++)
        rotation_count_round(arena, r, p->previous, w, r->pair);
    for (int32_t i = 0; p->n_fixed > 0 && i < r->n; i++) {
        for (int32_t j = 0; j < i; j++)
            r->pair[(ptrdiff_t)j * r->n + i] = r->pair[(ptrdiff_t)i * r->n + j];
    }
}

// Those of a list who are present in round w; the first two are named.
static struct plan_conflict count_present(const struct rotation *r, int32_t w, const int32_t *list,
                                          int32_t n_list) {
    struct plan_conflict c = {.round = w, .person = -1, .other = -1};
    for (int32_t k = 0; k < n_list; k++) {
        const int32_t i = list[k];
        if (!(r->to_come[i] >> w & 1))
            continue;
        if (c.need == 0)
            c.person = i;
        if (c.need == 1)
            c.other = i;
        c.need++;
    }
    return c;
}

// Of each round, the groups in use and the size of the largest.
struct limits {
    int32_t *groups, *largest; // [n_rounds]
    int32_t *list;             // [n] people of the class that is looked at
};

static int32_t largest_group(const struct rotation *r, int32_t w) {
    int32_t largest = 0;
    for (int32_t g = 0; g < r->n_groups; g++) {
        const int32_t most = r->size_most[(ptrdiff_t)w * r->n_groups + g];
        largest = most > largest ? most : largest;
    }
    return largest;
}

static int32_t groups_in_use(const struct rotation *r, int32_t w) {
    int32_t n = 0;
    for (int32_t g = 0; g < r->n_groups; g++)
        n += r->size_most[(ptrdiff_t)w * r->n_groups + g] > 0;
    return n;
}

// Asks no more of a class than its own people cost: there may be as many classes as people.
static void check_class(struct arena *arena, const struct rotation *r, const struct limits *limits,
                        const int32_t *class, int32_t value, enum plan_rule rule,
                        struct plan_conflicts *conflicts) {
    int32_t n_list = 0;
    for (int32_t i = 0; i < r->n; i++) {
        if (class[i] == value)
            limits->list[n_list++] = i;
    }
    for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++) {
        struct plan_conflict c = count_present(r, w, limits->list, n_list);
        c.rule = rule;
        c.have = rule == PLAN_RULE_APART_CLASS ? limits->groups[w] : limits->largest[w];
        if (c.need > c.have) {
            plan_conflict_add(arena, conflicts, c);
            return; // one round is enough to see it
        }
    }
}

static struct limits limits_of(struct arena *arena, const struct rotation *r) {
    const struct limits limits = {.groups = NEW_ARRAY(arena, int32_t, (size_t)r->n_rounds),
                                  .largest = NEW_ARRAY(arena, int32_t, (size_t)r->n_rounds),
                                  .list = NEW_ARRAY(arena, int32_t, (size_t)r->n)};
    for (int32_t w = 0; w < r->n_rounds; w++) {
        limits.groups[w] = groups_in_use(r, w);
        limits.largest[w] = largest_group(r, w);
    }
    return limits;
}

static bool first_of_class(const int32_t *class, int32_t i) {
    for (int32_t j = 0; j < i; j++) {
        if (class[j] == class[i])
            return false;
    }
    return true;
}

static void check_rules(struct arena *arena, const struct rotation *r,
                        struct plan_conflicts *conflicts) {
    const struct limits limits = limits_of(arena, r);
    for (int32_t c = 0; c < r->problem->n_apart_columns; c++) {
        const int32_t *class = r->problem->apart + (ptrdiff_t)c * r->n;
        for (int32_t i = 0; i < r->n; i++) {
            if (class[i] != 0 && first_of_class(class, i))
                check_class(arena, r, &limits, class, class[i], PLAN_RULE_APART_CLASS, conflicts);
        }
    }
    for (int32_t i = 0; i < r->n; i++) {
        if (r->n_block[i] > 1)
            check_class(arena, r, &limits, r->block, i, PLAN_RULE_TOGETHER_BLOCK, conflicts);
        for (int32_t j = 0; j < i; j++) {
            const int both = ROTATION_APART | ROTATION_TOGETHER;
            if ((r->pair[(ptrdiff_t)i * r->n + j] & both) == both)
                plan_conflict_add(
                    arena, conflicts,
                    (struct plan_conflict){PLAN_RULE_TOGETHER_APART, -1, j, i, -1, -1});
        }
    }
}

bool rotation_is_possible(const struct rotation *r, int32_t i, int32_t j) {
    const uint8_t pair = r->pair[(ptrdiff_t)i * r->n + j];
    return !(pair & ROTATION_APART) && ((pair & ROTATION_COUNT) || rotation_both_there(r, i, j));
}

void rotation_expand(struct arena *arena, const struct plan_rotation *p,
                     struct rotation *ret_rotation, struct plan_conflicts *conflicts) {
    if (!numbers_in_range(p)) {
        plan_conflict_add(arena, conflicts,
                          (struct plan_conflict){PLAN_RULE_NUMBERS, -1, -1, -1, -1, -1});
        return;
    }
    const size_t n = (size_t)p->n_people, rounds = (size_t)p->n_rounds;
    const size_t n_places = rounds * (size_t)p->n_groups;
    struct rotation r = {
        .problem = p,
        .n = p->n_people,
        .n_rounds = p->n_rounds,
        .n_groups = p->n_groups,
        .here = NEW_ARRAY(arena, bool, rounds *n),
        .to_come = NEW_ARRAY(arena, uint64_t, n),
        .size_least = NEW_ARRAY(arena, int32_t, n_places),
        .size_most = NEW_ARRAY(arena, int32_t, n_places),
        .size = NEW_ARRAY(arena, int32_t, n_places),
        .n_larger = NEW_ARRAY(arena, int32_t, rounds),
        .block = NEW_ARRAY(arena, int32_t, n),
        .n_block = NEW_ARRAY(arena, int32_t, n),
        .pair = NEW_ARRAY(arena, uint8_t, n * n),
    };
    expand_rounds(arena, &r, conflicts);
    expand_classes(&r, p->apart, p->n_apart_columns, ROTATION_APART);
    for (int32_t k = 0; k < p->n_apart_pairs; k++)
        mark_pair(&r, p->apart_pairs[k].a, p->apart_pairs[k].b, ROTATION_APART);
    expand_classes(&r, p->together, p->n_together_columns, ROTATION_TOGETHER);
    expand_blocks(&r);
    if (conflicts->n == 0)
        check_rules(arena, &r, conflicts);
    count_past_meetings(arena, &r);
    *ret_rotation = r;
}
