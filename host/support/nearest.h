// Which of several words somebody may have meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace peregrine {

// Letters to insert, delete or replace until `a` is `b`.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The word with the least distance, the first of several; empty where there are no words.
std::string nearest_word(std::string_view text, std::span<const std::string> words);

}  // namespace peregrine
