//! What people who work on Tierzero need: set-up, building, serving, testing and measuring, each with one command.

mod bench;
mod browser_part;
mod command;
mod imports;
mod interface;
mod pour;
mod serve;
mod stamp;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Work on Tierzero.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything and open the portal on the sample knowledge base, ticket endpoint included.
    Serve {
        /// Handed on to `tierzero serve`, such as `--port 9000` or another knowledge base.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Run everything that has to pass before a change lands.
    Test {
        /// Only the steps with these names; `--list` shows them.
        steps: Vec<String>,
        /// Print the names of the steps.
        #[arg(long)]
        list: bool,
    },
    /// Build the browser part, and `tierzero` with it inside.
    Build {
        /// Small and fast, as it is shipped; takes minutes.
        #[arg(long)]
        release: bool,
    },
    /// Measure sizes, publishing, latency and relevance against the budgets and beside others; takes minutes.
    Bench(bench::Options),
    /// For trunk: publish the sample with what trunk has just built.
    #[command(hide = true)]
    Pour,
    /// Install the pinned tools that are missing, and nothing else.
    Setup,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            command::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    std::env::set_current_dir(command::root())?;
    match task {
        Task::Serve { arguments } => serve::run(&arguments)?,
        Task::Test { list: true, .. } => test::list(),
        Task::Test { steps, .. } => return test::run(&steps),
        Task::Build { release } => browser_part::build_all(release)?,
        Task::Bench(options) => bench::run(&options)?,
        Task::Pour => pour::run()?,
        Task::Setup => tools::install_all()?,
    }
    Ok(ExitCode::SUCCESS)
}
