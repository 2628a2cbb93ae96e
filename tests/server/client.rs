//! A server process of our own, and a client that can also misbehave.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running `subsidy serve`, ended with the test.
pub struct Server {
    pub address: SocketAddr,
    pub child: Child,
    log: PathBuf,
}

impl Server {
    /// Starts it on a free loopback port; without a limit of rate unless one is given.
    pub fn start(name: &str, arguments: &[&str]) -> Server {
        let log = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("server-{name}.log"));
        let mut child = Command::new(env!("CARGO_BIN_EXE_subsidy"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(if arguments.contains(&"--rate") { &[][..] } else { &["--rate", "0"] })
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Listening on http://").and_then(|rest| rest.strip_suffix('/'));
        let address = address.unwrap_or_else(|| panic!("{line}{}", std::fs::read_to_string(&log).unwrap()));
        Server { address: address.parse().unwrap(), child, log }
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// The log without what was measured: in a time any digits may stand.
    pub fn told(&self) -> String {
        let untimed = |line: &str| {
            let mut said: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            ["timestamp", "microseconds"].iter().for_each(|measured| drop(said.remove(*measured)));
            serde_json::to_string(&said).unwrap()
        };
        self.log().lines().map(untimed).collect::<Vec<_>>().join("\n")
    }

    pub fn connect(&self) -> Connection {
        Connection::to(self.address).unwrap()
    }

    /// One exchange on a connection of its own.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        self.connect().ask(method, path, headers, body).unwrap()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", b"")
    }

    pub fn estimate(&self, body: &[u8]) -> Answer {
        self.ask("POST", "/api/v1/estimates", "content-type: application/json\r\n", body)
    }

    /// What a service manager does.
    pub fn terminate(&self) {
        let status = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(status.success());
    }

    /// Waits for something that the server does in its own time.
    pub fn eventually(&self, what: &str, mut is: impl FnMut(&Server) -> bool) {
        let until = Instant::now() + Duration::from_secs(60);
        while !is(self) {
            assert!(Instant::now() < until, "{what} did not happen\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer, whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn code(&self) -> String {
        let value: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        value["error"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A connection that is kept.
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    pub fn to(address: SocketAddr) -> std::io::Result<Connection> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.set_nodelay(true)?;
        Ok(Connection(BufReader::new(stream)))
    }

    pub fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.get_mut().write_all(bytes)
    }

    pub fn stop_sending(&mut self) {
        self.0.get_mut().shutdown(Shutdown::Write).unwrap();
    }

    pub fn raw(&self) -> TcpStream {
        self.0.get_ref().try_clone().unwrap()
    }

    pub fn ask(&mut self, method: &str, path: &str, headers: &str, body: &[u8]) -> std::io::Result<Answer> {
        let head = format!("{method} {path} HTTP/1.1\r\nhost: test\r\n{headers}content-length: {}\r\n\r\n", body.len());
        self.send(&[head.as_bytes(), body].concat())?;
        self.answer(method == "HEAD")
    }

    /// Reads an answer: by its length, by its chunks, or to the end.
    pub fn answer(&mut self, no_body: bool) -> std::io::Result<Answer> {
        let mut head = String::new();
        loop {
            let from = head.len();
            if self.0.read_line(&mut head)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if &head[from..] == "\r\n" {
                break;
            }
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut answer = Answer { status, head, body: Vec::new() };
        if no_body || status == 304 {
        } else if let Some(length) = answer.header("content-length") {
            answer.body = vec![0; length.parse().unwrap()];
            self.0.read_exact(&mut answer.body)?;
        } else {
            self.chunks(&mut answer.body)?;
        }
        Ok(answer)
    }

    fn chunks(&mut self, body: &mut Vec<u8>) -> std::io::Result<()> {
        loop {
            let mut size = String::new();
            self.0.read_line(&mut size)?;
            let size = usize::from_str_radix(size.trim(), 16).map_err(|_| std::io::ErrorKind::UnexpectedEof)?;
            let mut chunk = vec![0; size + 2];
            self.0.read_exact(&mut chunk)?;
            if size == 0 {
                return Ok(());
            }
            body.extend_from_slice(&chunk[..size]);
        }
    }
}
