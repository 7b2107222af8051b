#include "host/model/tables/country_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>
#include <utility>
#include <vector>

#include "host/support/nearest.h"

namespace peregrine {
namespace {

constexpr std::size_t longest_name = 100;  // bytes; nothing longer is a country's

// Letters with accents as UTF-8, and the plain letters that they are compared as.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> accented = {{
    {"àáâãäåāăąÀÁÂÃÄÅĀĂĄ", "a"},
    {"çćčÇĆČ", "c"},
    {"èéêëēėęěÈÉÊËĒĖĘĚ", "e"},
    {"ğģĞĢ", "g"},
    {"ìíîïīįİıÌÍÎÏĪĮ", "i"},
    {"łļŁĻ", "l"},
    {"ñńņňÑŃŅŇ", "n"},
    {"òóôõöøōőÒÓÔÕÖØŌŐ", "o"},
    {"śşšșŚŞŠȘ", "s"},
    {"ùúûüūůűųÙÚÛÜŪŮŰŲ", "u"},
    {"ýÿžźżÝŽŹŻ", "z"},
}};

// What a character beyond ASCII is compared as: a letter, or a blank.
std::string_view plain(std::string_view character) {
  if (character == "\u2019") return "";  // an apostrophe
  for (const auto& [letters, letter] : accented) {
    if (letters.find(character) != std::string_view::npos) return letter;
  }
  return " ";
}

std::size_t bytes_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

std::string plain_letters(std::string_view name) {
  std::string letters;
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t length = bytes_of_character(name[i]);
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte >= 0x80) {
      letters += plain(name.substr(i, length));
    } else if (name[i] != '\'') {
      letters += std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : ' ';
    }
    i += length;
  }
  return letters;
}

std::string_view in_full(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> short_words = {{
      {"st", "saint"},
      {"dem", "democratic"},
      {"rep", "republic"},
      {"fed", "federated"},
      {"is", "islands"},
      {"isl", "islands"},
  }};
  const auto* const found =
      std::find_if(short_words.begin(), short_words.end(),
                   [word](const auto& short_word) { return short_word.first == word; });
  return found == short_words.end() ? word : found->second;
}

// What two spellings of a name have in common: its words in alphabetical order, so that "Korea,
// Republic of" is "Republic of Korea".
std::string key_of(std::string_view name) {
  const std::string letters = plain_letters(name);
  std::vector<std::string_view> words;
  for (std::size_t at = 0; (at = letters.find_first_not_of(' ', at)) != std::string::npos;) {
    const std::size_t end = std::min(letters.find(' ', at), letters.size());
    const std::string_view word = std::string_view(letters).substr(at, end - at);
    if (word != "the" && word != "of" && word != "and") words.push_back(in_full(word));
    at = end;
  }
  std::sort(words.begin(), words.end());
  std::string key;
  for (const std::string_view word : words) key.append(key.empty() ? "" : " ").append(word);
  return key;
}

using CodeOfKey = std::unordered_map<std::string, std::string>;

void add_parts(std::string_view list, char separator, std::string_view code, CodeOfKey& codes) {
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(separator));
    codes.emplace(key_of(part), code);
    list.remove_prefix(std::min(part.size() + 1, list.size()));
  }
}

const CodeOfKey& codes_by_name() {
  static const CodeOfKey codes = [] {
    CodeOfKey all;
    for (const NamedCountry& country : named_countries()) {
      add_parts(country.names, '|', country.code, all);
    }
    return all;
  }();
  return codes;
}

// Codes are compared as they are: "is" is Iceland, whatever the word stands for in a name.
const CodeOfKey& codes_by_code() {
  static const CodeOfKey codes = [] {
    CodeOfKey all;
    for (const NamedCountry& country : named_countries()) {
      all.emplace(plain_letters(country.code), country.code);
      std::string_view list = country.letters;
      while (!list.empty()) {
        const std::string_view letters = list.substr(0, list.find(' '));
        all.emplace(plain_letters(letters), country.code);
        list.remove_prefix(std::min(letters.size() + 1, list.size()));
      }
    }
    return all;
  }();
  return codes;
}

}  // namespace

std::string country_meant(std::string_view text) {
  if (text.size() > longest_name) return {};
  for (const auto& [codes, key] : {std::pair(&codes_by_code(), plain_letters(text)),
                                   std::pair(&codes_by_name(), key_of(text))}) {
    const auto found = codes->find(key);
    if (found != codes->end()) return found->second;
  }
  return {};
}

std::string country_nearly_meant(std::string_view text) {
  constexpr std::size_t shortest_name = 4;  // of shorter ones, a slip makes another country
  constexpr std::size_t letters_a_slip = 4;
  constexpr std::size_t most_slips = 2;
  const std::string meant = country_meant(text);
  if (!meant.empty() || text.size() > longest_name) return meant;
  const std::string key = key_of(text);
  if (key.size() < shortest_name) return {};
  std::string nearest;
  std::size_t least = std::min(key.size() / letters_a_slip, most_slips) + 1;
  for (const auto& [name, code] : codes_by_name()) {
    const std::size_t distance = edit_distance(key, name);
    if (distance > least || (distance == least && code == nearest)) continue;
    // Of two that are as near, neither is the one that is meant.
    nearest = distance < least ? code : "";
    least = distance;
  }
  return nearest;
}

}  // namespace peregrine
