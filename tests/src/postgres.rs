//! A PostgreSQL database for one scenario, in the cluster that `tests/run` starts.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context;

use crate::sql::Sql;

/// The environment variable that names the cluster: the URL of its maintenance database.
pub const CLUSTER_VARIABLE: &str = "BAOPI_TEST_POSTGRES";

/// An empty database of its own. It goes when the cluster goes, at the end of the run, or with
/// [`remove`](Self::remove).
#[derive(Debug)]
pub struct PostgresDatabase {
    cluster: String,
    name: String,
    url: String,
}

impl PostgresDatabase {
    /// Creates a database with a name that no other scenario has.
    ///
    /// # Errors
    ///
    /// When [`CLUSTER_VARIABLE`] is not set (a scenario that needs PostgreSQL fails then, it is never skipped), or
    /// the cluster does not answer.
    pub async fn create() -> anyhow::Result<Self> {
        let cluster = std::env::var(CLUSTER_VARIABLE).ok();
        Self::create_in(cluster).await
    }

    /// Creates a database in the cluster with this URL.
    ///
    /// # Errors
    ///
    /// As [`create`](Self::create).
    pub async fn create_in(cluster: Option<String>) -> anyhow::Result<Self> {
        let cluster = cluster.with_context(|| {
            format!("{CLUSTER_VARIABLE} is not set: start the tests with tests/run, which brings up PostgreSQL")
        })?;
        let name = unique_name();
        let url = url_of(&cluster, &name)?;
        let sql =
            Sql::open(&cluster).await.context("the PostgreSQL of the tests does not answer")?;
        // A process that is long dead may have had the same id.
        sql.execute(&format!("DROP DATABASE IF EXISTS {name}")).await?;
        sql.execute(&format!("CREATE DATABASE {name} STRATEGY file_copy")).await?;
        sql.close().await?;
        Ok(Self { cluster, name, url })
    }

    /// The URL of the database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Removes the database at once, whoever is still connected.
    ///
    /// # Errors
    ///
    /// When the cluster refuses.
    pub async fn remove(self) -> anyhow::Result<()> {
        let sql = Sql::open(&self.cluster).await?;
        sql.execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await?;
        sql.close().await
    }
}

/// Unique among the living: the process id, and a count within the process.
fn unique_name() -> String {
    static CREATED: AtomicU32 = AtomicU32::new(0);
    format!("test_{}_{}", std::process::id(), CREATED.fetch_add(1, Ordering::Relaxed))
}

/// The cluster's URL with another database in it: `scheme://authority/DATABASE?parameters`.
fn url_of(cluster: &str, name: &str) -> anyhow::Result<String> {
    let shape =
        || format!("{CLUSTER_VARIABLE} must look like postgres://user@host/database?parameters");
    let (scheme, rest) = cluster.split_once("://").with_context(shape)?;
    let (authority, rest) = rest.split_once('/').with_context(shape)?;
    let parameters =
        rest.split_once('?').map_or(String::new(), |(_, parameters)| format!("?{parameters}"));
    Ok(format!("{scheme}://{authority}/{name}{parameters}"))
}
