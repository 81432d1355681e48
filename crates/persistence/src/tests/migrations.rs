//! Several processes that start at once.

use baopi_migrations::{Migrator, MigratorTrait};
use rstest::rstest;

use super::{Empty, bare, count};
use crate::StoreError;
use crate::column::values;
use crate::store::{Backend, Store, StoreOptions};

/// How many migrations come before the one that needs an extension for rooms.
const BEFORE_ROOMS: u32 = 3;

/// How many there are.
pub(super) fn migrations() -> u32 {
    u32::try_from(Migrator::migrations().len()).unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn four_that_migrate_at_once_all_succeed_and_one_does_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let empty = Empty::new(backend).await;
    let first = empty.open().await.unwrap();
    let all = migrations();
    assert_eq!(first.pending_migrations().await.unwrap(), all);
    let mut tasks = Vec::new();
    for _ in 0..4 {
        // Another process on PostgreSQL; on SQLite only one process has the file.
        let node =
            if backend == Backend::Postgres { empty.open().await.unwrap() } else { first.clone() };
        tasks.push(tokio::spawn(async move { node.migrate().await }));
    }
    let mut applied = Vec::new();
    for task in tasks {
        applied.push(task.await.unwrap().unwrap());
    }
    applied.sort_unstable();
    assert_eq!(applied, [0, 0, 0, all]);
    assert_eq!(first.pending_migrations().await.unwrap(), 0);
    assert_eq!((count(&first, "route").await, count(&first, "rule_set").await), (3, 1));
}

#[tokio::test]
async fn a_second_process_is_told_that_the_file_is_in_use_until_the_first_has_closed_it() {
    let empty = Empty::new(Backend::Sqlite).await;
    let first = empty.open().await.unwrap();
    assert!(matches!(empty.open().await, Err(StoreError::InUse(_))));
    first.close().await;
    empty.open().await.unwrap();
}

#[tokio::test]
async fn no_file_is_made_unless_somebody_says_so_and_then_it_is_closed_to_others() {
    let empty = Empty::new(Backend::Sqlite).await;
    let options = StoreOptions { url: empty.url.clone(), max_readers: 1 };
    assert!(matches!(Store::open_existing(&options).await, Err(StoreError::Missing(_))));
    assert!(!empty.file().exists());
    empty.open().await.unwrap().close().await;
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&empty.file().metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    Store::open_existing(&options).await.unwrap();
}

#[tokio::test]
async fn a_file_is_one_file_by_whatever_path_it_is_opened() {
    let empty = Empty::new(Backend::Sqlite).await;
    let first = empty.open().await.unwrap();
    let beside = empty.file().with_file_name("other.sqlite");
    let options = StoreOptions { url: format!("sqlite://{}", beside.display()), max_readers: 1 };
    std::os::unix::fs::symlink(empty.file(), &beside).unwrap();
    assert!(matches!(Store::open(&options).await, Err(StoreError::InUse(_))));
    std::fs::remove_file(&beside).unwrap();
    std::fs::hard_link(empty.file(), &beside).unwrap();
    assert!(matches!(Store::open(&options).await, Err(StoreError::Unfit { .. })));
    first.close().await;
}

/// What happens to a file, or to its lock file, under a running program.
#[rstest]
#[case::deleted("baopi.sqlite", false)]
#[case::replaced("baopi.sqlite", true)]
#[case::lock_deleted("baopi.sqlite.lock", false)]
#[tokio::test]
async fn a_file_that_is_taken_away_takes_no_more_writes_and_answers_nothing(
    #[case] name: &str,
    #[case] replaced: bool,
) {
    let (store, empty) = super::migrated(Backend::Sqlite).await;
    let write =
        || store.write(|txn| Box::pin(async move { super::run(txn, "DELETE FROM session").await }));
    write().await.unwrap();
    let file = empty.file().with_file_name(name);
    if replaced {
        let older = file.with_extension("older");
        std::fs::copy(&file, &older).unwrap();
        std::fs::rename(older, &file).unwrap();
    } else {
        std::fs::remove_file(&file).unwrap();
    }
    let refused: Result<u64, StoreError> = write().await;
    assert!(
        matches!(&refused, Err(error @ StoreError::Replaced(_)) if error.is_trouble()),
        "{refused:?}"
    );
    assert!(matches!(store.organisation().await, Err(StoreError::Replaced(_))));
}

/// Whoever may not create extensions is told which one is needed, and by whom; once it is there, everything else goes by itself.
#[tokio::test]
async fn without_the_extension_for_rooms_the_migration_says_what_is_needed() {
    let empty = Empty::new(Backend::Postgres).await;
    let owner = empty.open().await.unwrap();
    let user = format!("test_{}", uuid::Uuid::now_v7().simple());
    for statement in
        [format!("CREATE ROLE {user} LOGIN"), format!("GRANT ALL ON SCHEMA public TO {user}")]
    {
        bare(&owner, &statement, values![]).await.unwrap();
    }
    let url = empty.url.replacen("baopi@", &format!("{user}@"), 1);
    let store = Store::open(&StoreOptions { url, max_readers: 2 }).await.unwrap();
    let error = store.migrate().await.unwrap_err();
    let StoreError::Database(error) = error else { panic!("{error:?}") };
    assert!(error.to_string().contains("CREATE EXTENSION IF NOT EXISTS btree_gist"), "{error}");
    let left = migrations() - BEFORE_ROOMS;
    assert_eq!(store.pending_migrations().await.unwrap(), left, "the ones before it are done");
    bare(&owner, "CREATE EXTENSION btree_gist", values![]).await.unwrap();
    assert_eq!(store.migrate().await.unwrap(), left);
    for store in [store, owner] {
        store.close().await;
    }
}
