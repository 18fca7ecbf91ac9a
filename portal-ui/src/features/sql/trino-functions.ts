/** Functions of Trino that questions to events need; completed beside the tables. */
export const trinoFunctions = [
  'abs', 'approx_distinct', 'approx_percentile', 'array_agg', 'array_distinct', 'array_join', 'array_sort', 'avg',
  'bool_and', 'bool_or', 'cardinality', 'cast', 'ceiling', 'coalesce', 'concat', 'contains', 'corr', 'count',
  'count_if', 'current_timestamp', 'date', 'date_add', 'date_diff', 'date_format', 'date_trunc', 'day_of_week',
  'dense_rank', 'element_at', 'extract', 'filter', 'first_value', 'floor', 'format_datetime', 'from_iso8601_timestamp',
  'from_unixtime', 'greatest', 'histogram', 'hour', 'if', 'json_extract_scalar', 'lag', 'last_value', 'lead', 'least',
  'length', 'listagg', 'ln', 'log10', 'lower', 'map_agg', 'map_entries', 'map_keys', 'map_values', 'max', 'max_by',
  'min', 'min_by', 'now', 'nullif', 'parse_datetime', 'percent_rank', 'power', 'rank', 'reduce', 'regexp_extract',
  'regexp_like', 'regexp_replace', 'replace', 'round', 'row_number', 'sequence', 'split', 'split_part', 'sqrt',
  'starts_with', 'stddev', 'strpos', 'substr', 'sum', 'to_unixtime', 'transform', 'trim', 'try', 'try_cast', 'typeof',
  'unnest', 'upper', 'url_extract_host', 'url_extract_parameter', 'url_extract_path', 'width_bucket', 'year',
] as const
