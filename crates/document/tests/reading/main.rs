//! Reading files as the rest of the program does: through the public door, by name and bytes.

#[cfg(test)]
mod beside;
#[cfg(test)]
mod damaged;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod isolated;
#[cfg(test)]
mod making;
#[cfg(test)]
#[cfg(feature = "pdf-read")]
mod making_pdf;
#[cfg(test)]
mod markup;
#[cfg(test)]
mod names;
#[cfg(test)]
#[cfg(feature = "pdf-read")]
mod pdf;
#[cfg(test)]
mod sheet;
