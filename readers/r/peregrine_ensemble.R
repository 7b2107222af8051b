# Ensemble files of Peregrine in R: tidy data frames of what they hold, and pictures of them.
#
#   source("peregrine_ensemble.R")
#   run <- pe_open("r.h5")
#   pe_save(pe_fan(run, "SYR", "DEU"), "fan.png")
#
# pe_fan, pe_map, pe_routes, pe_entries, pe_exceeds, pe_frame and pe_draws ask the same as the Python package
# peregrine_ensemble, with the same words and the same numbers (docs/reading.md of Peregrine). It needs ncdf4
# (Debian: r-cran-ncdf4), pictures also ggplot2 (r-cran-ggplot2).

# Versions of the format that this reader knows (docs/formats.md). Of version 1, codes had other names.
pe_oldest_format <- 2
pe_newest_format <- 4
# Where this file is, for those beside it and the shapes of countries.
pe_folder <- local({
  files <- Filter(Negate(is.null), lapply(sys.frames(), function(frame) frame$ofile))
  if (length(files) > 0) dirname(normalizePath(files[[length(files)]])) else getwd()
})
# Dimensions in which a single code is looked for, and what is shown of a place there unless told.
pe_usual_variable <- c(country = "immigrant_stock", corridor = "corridor_stock", route = "irregular_detections",
                       border = "irregular_attempts", route_corridor = "irregular_corridor")
# Variables that are draws alone, and the format of the files that have them.
pe_draws_alone <- c("displaced_from", "newly_displaced", "irregular_entries_by_nationality")
pe_format_of_draws_of_places <- 4
# Dimensions of months.
pe_month_axes <- c("time", "month_ahead")

pe_stop <- function(...) stop(..., call. = FALSE)

# ---- opening ----

# The ensemble of a file. Stops where it is none, or of another format.
pe_open <- function(path) {
  if (!file.exists(path)) pe_stop(path, ": there is no such file")
  signature <- if (dir.exists(path)) raw(0) else readBin(path, "raw", 8)
  if (!identical(signature, as.raw(c(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)))) {
    pe_stop(path, ": is no Peregrine ensemble (it is not an HDF5 file)")
  }
  # It prints why it cannot.
  words <- utils::capture.output(nc <- ncdf4::nc_open(path, return_on_error = TRUE))
  if (isTRUE(nc$error)) {
    pe_stop(path, ": cannot be read as NetCDF-4 (", sub(".*: ", "", words[1]), "; it may be damaged or cut off)")
  }
  problem <- pe_header_problem(nc)
  if (!is.null(problem)) {
    ncdf4::nc_close(nc)
    pe_stop(path, ": ", problem)
  }
  run <- list(path = path, nc = nc)
  run$axes <- sapply(nc$dim, function(axis) pe_axis(nc, axis), simplify = FALSE)
  structure(run, class = "pe_run")
}

pe_close <- function(run) ncdf4::nc_close(run$nc)

print.pe_run <- function(x, ...) {
  cat(x$path, ": ", ncdf4::ncatt_get(x$nc, 0, "title")$value, "\n", sep = "")
  invisible(x)
}

# What is wrong with the root's attributes; NULL where nothing is.
pe_header_problem <- function(nc) {
  if (!identical(ncdf4::ncatt_get(nc, 0, "filetype")$value, "peregrine-ensemble")) {
    return(paste("is no Peregrine ensemble (its attribute filetype is not peregrine-ensemble; `peregrine run`",
                 "writes ensembles)"))
  }
  version <- ncdf4::ncatt_get(nc, 0, "format_version")$value
  if (version > pe_newest_format) {
    return(paste0("has format version ", version, ", and this peregrine_ensemble knows ", pe_newest_format,
                  " at most (install the one that came with the program that wrote it)"))
  }
  if (version < pe_oldest_format) {
    return(paste0("has format version ", version, ", and this peregrine_ensemble knows ", pe_oldest_format, " to ",
                  pe_newest_format, " (run the scenario again)"))
  }
  if (!identical(as.numeric(ncdf4::ncatt_get(nc, 0, "complete")$value), 1)) {
    return("is not complete (`peregrine status` says how far its run is)")
  }
  NULL
}

# The values along a dimension: codes, years, levels; months as dates.
pe_axis <- function(nc, axis) {
  if (axis$dimvarid$id < 0) return(seq_len(axis$len))
  values <- as.vector(ncdf4::ncvar_get(nc, axis$name))
  if (!axis$name %in% pe_month_axes) return(values)
  as.Date(sub("days since ", "", ncdf4::ncatt_get(nc, axis$name, "units")$value)) + values
}

pe_names <- function(run, dimension) {
  values <- as.vector(ncdf4::ncvar_get(run$nc, paste0(dimension, "_name")))
  Encoding(values) <- "UTF-8"
  values
}

# ---- places ----

pe_has <- function(run, name) name %in% c(names(run$nc$var), names(run$nc$dim))

# Dimensions of a variable, slowest first as in docs/formats.md.
pe_dimensions <- function(run, name) {
  if (!name %in% names(run$nc$var)) return(name)
  axes <- vapply(run$nc$var[[name]]$dim, function(axis) axis$name, "")
  rev(axes[!grepl("_length$", axes)])
}

pe_place_dimensions <- function(run, name) {
  Filter(function(one) is.character(run$axes[[one]]), pe_dimensions(run, name))
}

# The word with the least edit distance; of several one of the same letters (DUE: DEU), else the first.
pe_nearest <- function(text, words) {
  letters_of <- function(word) paste(sort(strsplit(word, "")[[1]]), collapse = "")
  others <- vapply(words, letters_of, "") != letters_of(text)
  words[order(as.vector(utils::adist(text, words)), others)[1]]
}

pe_joint <- function(dimension) {
  if (grepl("(^|_)route_corridor$", dimension)) ":" else if (grepl("(^|_)corridor$", dimension)) "-" else NULL
}

pe_no_country <- function(run, text) {
  codes <- run$axes$country
  names <- pe_names(run, "country")
  begins <- which(nchar(text) > 2 & startsWith(tolower(names), tolower(text)))
  meant <- if (length(begins) > 0) codes[begins[1]] else pe_nearest(toupper(text), codes)
  pe_stop(run$path, ": has no country or area '", text, "' (did you mean ", meant, ", ", names[codes == meant],
          "? Codes are those of ISO 3166-1 alpha-3)")
}

# Where a code stands along a dimension, in any case of letters.
pe_index <- function(run, dimension, code) {
  codes <- run$axes[[dimension]]
  at <- match(tolower(code), tolower(codes))
  if (!is.na(at)) return(at)
  if (dimension == "country") pe_no_country(run, code)
  if (identical(pe_joint(dimension), "-")) {
    if (dimension != "corridor" && toupper(code) %in% run$axes$corridor) {
      pe_stop(run$path, ": keeps draws of ", length(codes), " corridors, not of ", toupper(code),
              " (pe_fan has its quantiles; for draws add ", toupper(code),
              " to run.keep_corridors and run the scenario again)")
    }
    for (part in head(strsplit(code, "-")[[1]], 2)) {
      if (!toupper(part) %in% run$axes$country) pe_no_country(run, part)
    }
    pe_stop(run$path, ": has no ", dimension, " ", toupper(code),
            " (nobody of that origin lived there at the start, and it is not among those that may open)")
  }
  pe_stop(run$path, ": has no ", dimension, " '", code, "' (did you mean ", pe_nearest(tolower(code), codes), "?)")
}

# Where along the variable's dimension of places the codes lead; two codes are the parts of one.
pe_places <- function(run, name, codes) {
  if (length(codes) == 0) return(list())
  dimensions <- pe_place_dimensions(run, name)
  if (length(dimensions) == 0) pe_stop(run$path, ": ", name, " is of no place (leave '", codes[1], "' out)")
  dimension <- tail(dimensions, 1)
  joint <- pe_joint(dimension)
  if (length(codes) > (if (is.null(joint)) 1 else 2)) {
    pe_stop(run$path, ": ", name, " is by ", dimension, ", which has one code, not ", length(codes), ": ",
            paste(codes, collapse = ", "))
  }
  structure(list(pe_index(run, dimension, paste(codes, collapse = joint))), names = dimension)
}

# The variable that is shown of a place when no other is asked for.
pe_usual <- function(run, codes) {
  if (length(codes) == 0) return("global_migrant_stock")
  if (length(codes) == 2) {
    is_border <- tolower(codes[1]) %in% run$axes$border
    return(pe_usual_variable[[if (is_border) "route_corridor" else "corridor"]])
  }
  for (dimension in names(pe_usual_variable)) {
    if (tolower(codes) %in% tolower(run$axes[[dimension]])) return(pe_usual_variable[[dimension]])
  }
  is_pair <- grepl("^...-", codes) && nchar(codes) == nchar("SYR-DEU")
  if (is_pair || !grepl("-", codes)) pe_index(run, if (is_pair) "corridor" else "country", codes)
  known <- c(run$axes$route, run$axes$border)
  hint <- if (length(known) > 0) paste0(" (did you mean ", pe_nearest(tolower(codes), known), "?)")
  pe_stop(run$path, ": has no place '", codes, "'", hint)
}

# A place in words, as far as the file has names.
pe_words <- function(run, dimension, code) {
  joint <- pe_joint(dimension)
  if (!is.null(joint)) {
    parts <- strsplit(code, joint, fixed = TRUE)[[1]]
    parts[1] <- pe_words(run, if (joint == "-") "country" else "border", parts[1])
    if (parts[2] %in% run$axes$country) parts[2] <- pe_words(run, "country", parts[2])
    return(paste(parts, collapse = if (joint == "-") " \u2192 " else ", "))
  }
  if (!pe_has(run, paste0(dimension, "_name"))) return(code)
  pe_names(run, dimension)[match(code, run$axes[[dimension]])]
}

# ---- numbers over all draws ----

pe_stem <- function(name) sub("_(quantile_error|quantile|mean|probability)$", "", name)

# Stops where a file is older than its draws of places.
pe_stop_if_too_old <- function(run, name) {
  version <- ncdf4::ncatt_get(run$nc, 0, "format_version")$value
  if (version >= pe_format_of_draws_of_places) return(invisible())
  pe_stop(run$path, ": has no draws of ", name, ": it is of format ", version,
          ", and draws of places came with format ", pe_format_of_draws_of_places, " (run the scenario again)")
}

# The variable itself, or the best that the file has of a stem: its quantiles, draws, or mean; of these the
# first along the dimension `by`, if there is one.
pe_variable <- function(run, name, by = NULL) {
  stem <- pe_stem(name)
  there <- Filter(function(one) pe_has(run, one),
                  c(name, paste0(stem, c("_quantile", "", "_mean", "_probability"))))
  if (length(there) > 0) {
    along <- Filter(function(one) !is.null(by) && by %in% pe_dimensions(run, one), there)
    return(c(along, there)[1])
  }
  if (name %in% pe_draws_alone) pe_stop_if_too_old(run, name)
  known <- c(names(run$nc$var), names(run$nc$dim))
  meant <- pe_nearest(name, sort(unique(c(known, pe_stem(known)))))
  pe_stop(run$path, ": has no variable '", name, "' (did you mean ", meant, "? `peregrine info` lists all)")
}

# The stem of a name whose quantiles the file has, the variable of one with draws; NULL where there is none.
pe_with_quantiles <- function(run, name) if (pe_has(run, paste0(pe_stem(name), "_quantile"))) pe_stem(name)
pe_with_draws <- function(run, name) {
  Find(function(one) one %in% names(run$nc$var) && "realization" %in% pe_dimensions(run, one), c(name, pe_stem(name)))
}

# What a variable is, in words, and the unit of its numbers; empty where they are bare numbers.
pe_title <- function(run, name) {
  about <- function(what) ncdf4::ncatt_get(run$nc, name, what)
  title <- sub("^the ", "", sub("^mean of ", "", sub("^quantiles of ", "", about("long_name")$value)))
  comment <- about("comment")
  unit <- if (about("units")$hasatt) about("units")$value else "1"
  if (comment$hasatt && grepl("over all draws, ", comment$value)) {
    unit <- sub("\\.$", "", sub(";.*", "", sub(".*over all draws, ", "", comment$value)))
  }
  words <- c("1" = "", "1e6" = "millions", "1e-6" = "parts per million")
  list(title = paste0(toupper(substring(title, 1, 1)), substring(title, 2)),
       unit = if (unit %in% names(words)) words[[unit]] else unit)
}

# The values along these dimensions, a list by their names, of what is chosen.
pe_axes <- function(run, dimensions, chosen) {
  sapply(dimensions, function(one) {
    values <- run$axes[[one]]
    if (is.null(chosen[[one]])) values else values[chosen[[one]]]
  }, simplify = FALSE)
}

# A data frame of arrays [slowest, ..., fastest] along these axes: a column an axis, a column an array.
pe_tidy <- function(axes, columns) {
  if (length(axes) > 0) {
    frame <- rev(expand.grid(rev(axes), KEEP.OUT.ATTRS = FALSE, stringsAsFactors = FALSE))
  } else {
    frame <- data.frame(row.names = 1)
  }
  for (column in names(columns)) frame[[column]] <- as.vector(aperm(as.array(columns[[column]])))
  frame
}

# Quantiles over the first dimension that interpolate between draws, and their Monte Carlo errors: half the
# distance between the order statistics one binomial standard deviation either side (David and Nagaraja 2003,
# section 7.1).
pe_quantiles_of_draws <- function(values, levels) {
  count <- dim(values)[1]
  spread <- sqrt(count * levels * (1 - levels)) / max(count - 1, 1)
  ranks <- c(levels, pmin(levels + spread, 1), pmax(levels - spread, 0))
  of_draws <- function(draws) {
    if (anyNA(draws)) rep(NA_real_, length(ranks)) else stats::quantile(draws, ranks, names = FALSE)
  }
  found <- matrix(apply(values, seq_along(dim(values))[-1], of_draws), length(ranks))
  part <- function(k) found[(k - 1) * length(levels) + seq_along(levels), , drop = FALSE]
  list(quantile = part(1), error = (part(2) - part(3)) / 2)
}

# Mean, quantiles (q0.5) and their Monte Carlo standard errors (mc_error_q0.5) at these indices: over all draws
# where the file has quantiles, else over those that it keeps.
pe_statistics <- function(run, name, chosen) {
  levels <- run$axes$quantile
  stem <- pe_with_quantiles(run, name)
  columns <- list()
  if (is.null(stem)) {
    variable <- pe_with_draws(run, name)
    if (is.null(variable)) {
      pe_variable(run, name)
      pe_stop(run$path, ": has neither quantiles nor draws of ", name, " (only its mean: ask pe_frame or pe_map)")
    }
    values <- pe_read(run, variable, chosen)
    found <- pe_quantiles_of_draws(values, levels)
    rest <- dim(values)[-1]
    columns$mean <- array(apply(values, seq_along(dim(values))[-1], mean), rest)
    for (k in seq_along(levels)) columns[[paste0("q", levels[k])]] <- array(found$quantile[k, ], rest)
    for (k in seq_along(levels)) columns[[paste0("mc_error_q", levels[k])]] <- array(found$error[k, ], rest)
    return(pe_tidy(pe_axes(run, pe_dimensions(run, variable)[-1], chosen), columns))
  }
  if (pe_has(run, paste0(stem, "_mean"))) columns$mean <- pe_read(run, paste0(stem, "_mean"), chosen)
  for (what in c("quantile", "quantile_error")) {
    values <- pe_read(run, paste0(stem, "_", what), chosen)
    rest <- dim(values)[-1]
    by_level <- matrix(values, dim(values)[1])
    for (k in seq_along(levels)) {
      columns[[paste0(if (what == "quantile") "q" else "mc_error_q", levels[k])]] <- array(by_level[k, ], rest)
    }
  }
  pe_tidy(pe_axes(run, pe_dimensions(run, paste0(stem, "_quantile"))[-1], chosen), columns)
}

pe_answer <- function(frame, class, title, unit, run) {
  structure(frame, class = c(class, "pe_answer", "data.frame"), title = title, unit = unit, source = run$path)
}

for (file in c("selection.R", "questions.R", "pictures.R")) source(file.path(pe_folder, file))
