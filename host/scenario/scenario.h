// A scenario file: what a run is asked to do, read, checked and resolved.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/model/assembly/settings.h"

namespace peregrine {

// Reads a scenario (TOML 1.0, UTF-8, at most 1 MB). Keys it does not give have their defaults, so
// that a scenario says only what differs. `overrides` are "key=value", the later ones winning;
// a value that is no TOML value is text. `keep` becomes the number really kept and `resolved_toml`
// holds every key, and the SHA-256 of the table at irregular.observed. Throws InputError with all
// problems of the file, or where that table cannot be read, or UsageError with all problems of the
// overrides where the file is sound.
RunSettings load_scenario(const std::string& path, const std::vector<std::string>& overrides = {});

// The same from the text itself, whose table at irregular.observed is not looked at; `name` stands
// for the file in messages.
RunSettings parse_scenario(std::string_view text, const std::string& name,
                           const std::vector<std::string>& overrides = {});

enum class Comments { none, all };

// A complete scenario file with these settings; with comments, the documentation of every key.
std::string render_scenario(const RunSettings& settings, Comments comments);

// The table of keys in docs/running.md, Markdown. A test compares the document with it.
std::string scenario_keys_markdown();

}  // namespace peregrine
