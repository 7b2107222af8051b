// A view keeps its arrays, wherever its owner goes.
#include "host/model/tables/owned.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

using testing::ElementsAre;

struct PartView {
  int count;
  const float* figures;  // [count]
};

struct WholeView {
  const int* codes;  // [3]
  PartView part;
  const float* none;
};

Owned<PartView> part_of(std::vector<float> figures) {
  Owned<PartView> part;
  part.view.count = static_cast<int>(figures.size());
  part.put(part.view.figures, std::move(figures));
  return part;
}

Owned<WholeView> whole() {
  Owned<WholeView> whole;
  whole.put(whole.view.codes, {7, 8, 9});
  whole.take(whole.view.part, part_of({1.0f, 2.0f}));
  return whole;
}

TEST(Owned, view_reads_what_was_put_and_taken) {
  const Owned<WholeView> made = whole();
  EXPECT_EQ(made.view.codes[2], 9);
  EXPECT_EQ(made.view.part.figures[1], 2.0f);
  EXPECT_THAT(made.array(made.view.codes), ElementsAre(7, 8, 9));
  EXPECT_THAT(made.array(made.view.part.figures), ElementsAre(1.0f, 2.0f));
  EXPECT_TRUE(made.array(made.view.none).empty());
  EXPECT_EQ(made.view.none, nullptr);
}

TEST(Owned, view_stays_good_where_its_owner_is_moved_or_copied_and_ends) {
  std::optional<Owned<WholeView>> first = whole();
  const Owned<WholeView> copy = *first;
  const Owned<WholeView> moved = std::move(*first);
  first.reset();
  EXPECT_EQ(copy.view.codes[0], 7);
  EXPECT_EQ(moved.view.part.figures[0], 1.0f);
  EXPECT_EQ(copy.array(copy.view.codes).data(), copy.view.codes);
}

TEST(Owned, arrays_that_are_edited_are_those_of_one_owner_alone) {
  Owned<WholeView> one = whole();
  const Owned<WholeView> other = one;
  one.edit(one.view.codes)[1] = 80;
  EXPECT_EQ(one.view.codes[1], 80);
  EXPECT_EQ(other.view.codes[1], 8);
  EXPECT_EQ(one.view.part.figures, other.view.part.figures) << "what nobody edits is shared";
  const int* const alone = one.view.codes;
  one.edit(one.view.codes)[1] = 81;
  EXPECT_EQ(one.view.codes, alone);
}

TEST(Owned, arrays_give_way_to_those_that_are_put_or_taken_later) {
  Owned<WholeView> made = whole();
  made.put(made.view.codes, {5});
  made.take(made.view.part, part_of({3.0f}));
  EXPECT_THAT(made.array(made.view.codes), ElementsAre(5));
  EXPECT_THAT(made.array(made.view.part.figures), ElementsAre(3.0f));
  made.take(made.view.part, Owned<PartView>());
  EXPECT_TRUE(made.array(made.view.part.figures).empty());
  EXPECT_EQ(made.view.part.figures, nullptr);
}

TEST(Owned, part_is_a_view_of_its_own) {
  std::optional<Owned<WholeView>> made = whole();
  const Owned<PartView> part = made->part(made->view.part);
  made.reset();
  EXPECT_EQ(part.view.count, 2);
  EXPECT_THAT(part.array(part.view.figures), ElementsAre(1.0f, 2.0f));
}

TEST(Owned, view_of_another_owner_is_refused) {
  Owned<WholeView> one = whole();
  const Owned<WholeView> other = whole();
  EXPECT_THROW(static_cast<void>(one.array(other.view.codes)), std::logic_error);
}

// As a GPU has it: every pointer of the view leads to the copies, and numbers are the same.
TEST(Owned, view_copied_elsewhere_leads_to_the_copies_alone) {
  const World world = whole_world(2022);
  std::vector<std::shared_ptr<const void>> memory;
  std::vector<const void*> here;
  std::vector<const void*> there;
  const auto elsewhere = [&](const auto& array) {
    const auto copy = std::make_shared<const std::remove_cvref_t<decltype(array)>>(array);
    memory.push_back(copy);
    if (!array.empty()) {
      here.push_back(array.data());
      there.push_back(copy->data());
    }
    return copy->data();
  };
  const WorldView copied = world.copied(elsewhere);
  EXPECT_EQ(copied.corridors, world.view.corridors);
  EXPECT_EQ(copied.routes.borders.count, world.view.routes.borders.count);
  std::vector<const void*> words(sizeof(WorldView) / sizeof(const void*));
  std::memcpy(words.data(), &copied, words.size() * sizeof(const void*));
  EXPECT_GT(there.size(), 90U);
  for (const void* const array : there) EXPECT_EQ(std::ranges::count(words, array), 1);
  for (const void* const array : here) EXPECT_EQ(std::ranges::count(words, array), 0);
  EXPECT_EQ(copied.climate.fossil[7], world.view.climate.fossil[7]);
  EXPECT_EQ(copied.refugees.pair[5], world.view.refugees.pair[5]);
}

TEST(World, that_was_moved_gives_the_draws_that_it_gave) {
  World made = whole_world(2022);
  const Draws before(made);
  const World copy = made;
  const Draws after(std::move(made));
  const Draws of_copy(copy);
  for (int draw = 0; draw < Draws::count; ++draw) {
    EXPECT_EQ(after.world_stock(draw, 2), before.world_stock(draw, 2));
    EXPECT_EQ(of_copy.world_stock(draw, 2), before.world_stock(draw, 2));
  }
}

}  // namespace
}  // namespace peregrine::test
