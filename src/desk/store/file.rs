//! One file of a ticket.

use content::file::sniff;
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _};

use super::{Access, Store, access, failure};
use crate::problem::Problem;

/// What nobody knows anything of.
const ANYTHING: &str = "application/octet-stream";

/// A file, and where its bytes are.
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) size: u64,
    pub(crate) place: Place,
}

/// Where the bytes of a file are.
pub(crate) enum Place {
    /// In the storage, under this name.
    Storage(String),
    /// In the database, where they were kept before.
    Here(Vec<u8>),
}

impl Store {
    /// A file of a ticket for whoever has its secret, as long as the private link holds.
    pub(crate) async fn file(&self, access: &Access, id: &str) -> Result<Option<Found>, Problem> {
        self.look(|tables| {
            Box::pin(async move {
                let entrance = access::enter(tables, access).await?;
                match entrance.filter(|entrance| !entrance.is_shut(&access.terms, Timestamp::now())) {
                    Some(entrance) => find(tables, entrance.id, id, false).await.map_err(failure::problem),
                    None => Ok(None),
                }
            })
        })
        .await
    }
}

/// A file of a ticket, and only with `internal` one of what its reader does not see.
pub(super) async fn find(
    connection: &mut AnyConnection,
    ticket: i64,
    id: &str,
    internal: bool,
) -> Result<Option<Found>, sqlx::Error> {
    let sql = "SELECT f.name, f.data, u.name AS place, u.size, u.media_type \
               FROM files f LEFT JOIN uploads u ON u.id = f.upload LEFT JOIN events e ON e.id = f.event \
               WHERE f.ticket = $1 AND (f.upload = $2 OR f.upload IS NULL AND f.id = $3) \
               AND coalesce(e.internal, 0) <= $4 ORDER BY f.id LIMIT 1";
    let number = i64::from_str_radix(id, 16).unwrap_or(-1);
    let find = sqlx::query(sql).bind(ticket).bind(id).bind(number).bind(i64::from(internal));
    let row = find.fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    let name = row.try_get("name")?;
    Ok(Some(match row.try_get::<Option<String>, _>("place")? {
        Some(place) => {
            let size: i64 = row.try_get("size")?;
            let (size, media_type) = (size.unsigned_abs(), row.try_get("media_type")?);
            Found { name, media_type, size, place: Place::Storage(place) }
        }
        None => {
            let data: Vec<u8> = row.try_get("data")?;
            let (size, media_type) = (data.len() as u64, sniff(&data).unwrap_or(ANYTHING).to_owned());
            Found { name, media_type, size, place: Place::Here(data) }
        }
    }))
}
