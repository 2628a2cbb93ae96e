//! What a file was taken for: its encoding in spite of a broken byte, the units that nobody named.

use super::*;

#[test]
fn a_broken_byte_costs_its_row_and_not_the_encoding() {
    let mut bytes = "企业名称,城市,批次,等级,软件（元）\n甲,南昌,1,2,100000\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"\xff\xfe\x80,\xb0\xb0,1,2,5\n");
    let mut list = read(&bytes);
    assert_eq!(list.source.encoding.unwrap().as_str(), "UTF-8");
    assert_eq!(
        all(&mut list),
        [
            "2|甲|南昌市|第一批|二级|100,000.00|≤ 60,000.00|≥ 40,000.00|上限 · 文件写的是“不超过”",
            "3|\u{fffd}\u{fffd}\u{fffd}|\u{fffd}\u{fffd}|第一批|二级|—|—|—|有问题#B3 没有“\u{fffd}\u{fffd}”的政策表；现有：福州市、鹤壁市、南昌市、松江区、武汉市",
        ]
    );
}

#[test]
fn an_amount_without_a_unit_is_told_until_someone_says_which() {
    let mut list = read("企业名称,城市,批次,等级,软件,云服务（元）,培训费\n甲,南昌,1,2,30,5,1\n".as_bytes());
    let problems = |list: &List| present::opened(list, catalog(), &strings()).unwrap().problems;
    assert_eq!(problems(&list), ["E、G 列是金额，表头没有写单位，按元读；如果是万元，请改选“（万元）”。"]);
    let choice = json!({"columns": [{"index": 4, "meaning": "software:wan"}]});
    list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap()).unwrap();
    assert_eq!(problems(&list), ["G 列是金额，表头没有写单位，按元读；如果是万元，请改选“（万元）”。"]);
    let choice = json!({"columns": [{"index": 6}]});
    list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap()).unwrap();
    assert!(problems(&list).is_empty());
}
