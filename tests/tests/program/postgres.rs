//! The PostgreSQL of the run.

use baopi_tests::office::{Backend, Office};
use baopi_tests::postgres::PostgresDatabase;
use baopi_tests::sql::Sql;

#[tokio::test]
async fn every_postgres_database_is_its_own_and_can_be_removed() -> anyhow::Result<()> {
    let (one, other) = (PostgresDatabase::create().await?, PostgresDatabase::create().await?);
    assert_ne!(one.url(), other.url());
    let sql = Sql::open(one.url()).await?;
    sql.execute("CREATE TABLE seen (n integer CHECK (n < 3))").await?;
    sql.execute("INSERT INTO seen VALUES (1), (2)").await?;
    assert_eq!(sql.number("SELECT count(*) FROM seen").await?, 2);

    let elsewhere = Sql::open(other.url()).await?;
    assert!(elsewhere.rows("SELECT * FROM seen").await.is_err());
    elsewhere.close().await?;

    let url = one.url().to_owned();
    one.remove().await?;
    assert!(Sql::open(&url).await.is_err());
    other.remove().await
}

#[tokio::test]
async fn without_a_cluster_a_scenario_fails_and_says_what_to_do() {
    let failure = PostgresDatabase::create_in(None).await.unwrap_err();
    assert!(failure.to_string().contains("tests/run"), "{failure}");
}

#[rstest::rstest]
#[tokio::test]
async fn bare_sql_sees_rows_and_refusals(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    if backend == Backend::Sqlite {
        std::fs::File::create(office.folder().join("baopi.sqlite"))?;
    }
    let sql = office.sql().await?;
    assert_eq!(sql.is_postgres(), backend == Backend::Postgres);
    sql.execute("CREATE TABLE number (series text, seq integer, UNIQUE (series, seq))").await?;
    sql.execute("INSERT INTO number VALUES ('青农发', 15)").await?;
    let refusal = sql.refused("INSERT INTO number VALUES ('青农发', 15)").await?;
    assert!(refusal.to_lowercase().contains("unique"), "{refusal}");
    let rows = sql.rows("SELECT series, seq FROM number").await?;
    assert_eq!(rows, [serde_json::json!({ "series": "青农发", "seq": 15 })]);
    assert!(sql.refused("SELECT 1").await.is_err(), "what the database carries out is not refused");
    sql.close().await
}
