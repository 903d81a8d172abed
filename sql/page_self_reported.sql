-- description: What makers report of their own models beside what a third party measured, same test and shots, by model.
-- unique: model_id, setting, test_id, shots
select
    pairs.model_id,
    model.name as model_name,
    organization_name,
    pairs.organization_id,
    setting,
    test_id,
    benchmark.name as test_name,
    pairs.shots,
    self_benchmark_id,
    self_score,
    self_low,
    self_high,
    self_measured_as,
    self_setup,
    self_dated,
    self_basis,
    null::varchar as self_measurer,
    self_source,
    coalesce(self_url, self_receipt.live_url) as self_source_url,
    self_receipt.publisher as self_publisher,
    self_receipt.revision as self_revision,
    self_receipt.source_license as self_source_license,
    self_receipt.retrieved_on as self_retrieved_on,
    independent_benchmark_id,
    independent_score,
    independent_low,
    independent_high,
    independent_measured_as,
    independent_setup,
    independent_dated,
    independent_basis,
    independent_measurer,
    independent_source,
    coalesce(independent_url, receipt.live_url) as independent_source_url,
    receipt.publisher as independent_publisher,
    receipt.revision as independent_revision,
    receipt.source_license as independent_source_license,
    receipt.retrieved_on as independent_retrieved_on,
    difference,
    difference - 1.959964 * difference_se as difference_low,
    difference + 1.959964 * difference_se as difference_high,
    ['first_party', 'third_party'] as relationships,
    list_sort(list_distinct([self_source, independent_source])) as sources,
    'methods/#self-reported' as method_url
from mart_self_reported as pairs
join mart_models as model using (model_id)
join raw_benchmark as benchmark on benchmark.benchmark_id = test_id
join mart_receipts as self_receipt on self_receipt.source = self_source
join mart_receipts as receipt on receipt.source = independent_source
order by organization_name, model_name, test_name, setting, pairs.model_id, pairs.shots
