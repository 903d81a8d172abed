def test_a(world_con, world_site):
    import sql
    assert [str(f) for f in sql.findings(world_con, sql.checks())]==[]
    for v in ("page_models","mart_scores","stg_names","mart_domain_scores","mart_ranks","page_arena", "mart_fits"):
        print(v); print(world_con.sql(f"select * from {v}").df().T.to_string(max_cols=12))
    print(list(world_site.rglob("*"))[:10])
