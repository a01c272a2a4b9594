from pipeline_common.milestones.tables import read_tables
from pipeline_common.models import Kind

TABLE = """01某都市圈发展规划
批复时间：2021年6月23日
范围：福州、莆田两市。
02某江大桥 通车时间：2020年5月
设立时间：2019年"""


def test_records_take_the_name_before_and_the_scope_behind() -> None:
    records = [
        (TABLE[slice(*r.name)], TABLE[slice(*r.date)], TABLE[slice(*r.scope)], r.predicate.kind)
        for r in read_tables(TABLE)
    ]
    assert records[0] == (
        "某都市圈发展规划",
        "2021年6月23日",
        "福州、莆田两市",
        Kind.PLAN_POLICY,
    )
    assert records[1] == ("某江大桥", "2020年5月", "某江大桥", Kind.INFRASTRUCTURE)


def test_a_label_alone_is_no_record() -> None:
    assert not list(read_tables("批复时间：2021年"))
