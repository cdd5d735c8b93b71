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

static void count_past_meetings(struct rotation *r) {
    const struct plan_rotation *p = r->problem;
    for (int32_t k = 0; k < p->n_met_before; k++) {
        const ptrdiff_t at = (ptrdiff_t)p->met_before[k].a * r->n + p->met_before[k].b;
        if ((r->pair[at] & ROTATION_COUNT) == 0)
            mark_pair(r, p->met_before[k].a, p->met_before[k].b, 1);
    }
    for (int32_t w = 0; w < p->n_fixed; w++) {
        for (int32_t i = 0; i < r->n; i++) {
            const int32_t g = p->previous[(ptrdiff_t)i * r->n_rounds + w];
            for (int32_t j = 0; g >= 0 && j < r->n; j++) {
                if (j != i && p->previous[(ptrdiff_t)j * r->n_rounds + w] == g)
                    r->pair[(ptrdiff_t)i * r->n + j]++;
            }
        }
    }
}

// People of one kind present in round w; the first two are named.
static struct plan_conflict count_present(const struct rotation *r, int32_t w, const int32_t *class,
                                          int32_t value) {
    struct plan_conflict c = {.round = w, .person = -1, .other = -1};
    for (int32_t i = 0; i < r->n; i++) {
        if (class[i] != value || !r->here[(ptrdiff_t)w * r->n + i])
            continue;
        if (c.need == 0)
            c.person = i;
        if (c.need == 1)
            c.other = i;
        c.need++;
    }
    return c;
}

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

static void check_class(struct arena *arena, const struct rotation *r, const int32_t *class,
                        int32_t value, enum plan_rule rule, struct plan_conflicts *conflicts) {
    for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++) {
        struct plan_conflict c = count_present(r, w, class, value);
        c.rule = rule;
        c.have = rule == PLAN_RULE_APART_CLASS ? groups_in_use(r, w) : largest_group(r, w);
        if (c.need > c.have) {
            plan_conflict_add(arena, conflicts, c);
            return; // one round is enough to see it
        }
    }
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
    for (int32_t c = 0; c < r->problem->n_apart_columns; c++) {
        const int32_t *class = r->problem->apart + (ptrdiff_t)c * r->n;
        for (int32_t i = 0; i < r->n; i++) {
            if (class[i] != 0 && first_of_class(class, i))
                check_class(arena, r, class, class[i], PLAN_RULE_APART_CLASS, conflicts);
        }
    }
    for (int32_t i = 0; i < r->n; i++) {
        if (r->n_block[i] > 1)
            check_class(arena, r, r->block, i, PLAN_RULE_TOGETHER_BLOCK, conflicts);
        for (int32_t j = 0; j < i; j++) {
            const int both = ROTATION_APART | ROTATION_TOGETHER;
            if ((r->pair[(ptrdiff_t)i * r->n + j] & both) == both)
                plan_conflict_add(
                    arena, conflicts,
                    (struct plan_conflict){PLAN_RULE_TOGETHER_APART, -1, j, i, -1, -1});
        }
    }
}

bool rotation_can_meet(const struct rotation *r, int32_t w, int32_t i, int32_t j) {
    const bool *here = r->here + (ptrdiff_t)w * r->n;
    return here[i] && here[j] && !(r->pair[(ptrdiff_t)i * r->n + j] & ROTATION_APART);
}

bool rotation_is_possible(const struct rotation *r, int32_t i, int32_t j) {
    const uint8_t pair = r->pair[(ptrdiff_t)i * r->n + j];
    bool is_possible = !(pair & ROTATION_APART) && (pair & ROTATION_COUNT);
    for (int32_t w = r->problem->n_fixed; !is_possible && w < r->n_rounds; w++)
        is_possible = rotation_can_meet(r, w, i, j);
    return is_possible;
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
    count_past_meetings(&r);
    *ret_rotation = r;
}
