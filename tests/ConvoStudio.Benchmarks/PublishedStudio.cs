using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ConvoStudio.Benchmarks;

/// <summary>A published studio as a process of its own.</summary>
internal sealed class PublishedStudio : IAsyncDisposable
{
    public const string Email = "admin@example.com";
    public const string Password = "correct-horse-battery";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int QuietLooks = 5;
    private readonly Process _process;

    private PublishedStudio(Process process, Uri address, TimeSpan readyAfter) => (_process, Address, ReadyAfter) = (process, address, readyAfter);

    public Uri Address { get; }

    /// <summary>From the start of the process to the first page with status 200.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>Publishes with the Dockerfile's own lines (tests/publish.sh).</summary>
    /// <param name="app">Folder for the program.</param>
    public static async Task PublishAsync(string app)
    {
        var start = new ProcessStartInfo(Path.Combine(RepositoryRoot(), "tests", "publish.sh"), ["--keep", app]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var publish = Process.Start(start)!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException($"tests/publish.sh ended with {publish.ExitCode}.\n{said}");
    }

    public static async Task<PublishedStudio> StartAsync(string app, string data, TimeSpan patience, string? firstKey = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", ["ConvoStudio.Web.dll", "--urls", address.ToString()])
        {
            WorkingDirectory = app,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CONVOSTUDIO_DATA_DIR"] = data;
        start.Environment["CONVOSTUDIO_ADMIN_EMAIL"] = Email;
        start.Environment["CONVOSTUDIO_ADMIN_PASSWORD"] = Password;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        if (firstKey is not null)
        {
            start.Environment["CONVOSTUDIO_API_KEY"] = firstKey;
            start.Environment["Api__RequestsPerSecond"] = "1000000";
            start.Environment["Api__Burst"] = "1000000";
        }

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = address };
        while (!await AnswersAsync(client))
        {
            if (process.HasExited || watch.Elapsed > patience)
                throw new InvalidOperationException($"The first page did not come within {patience.TotalSeconds} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        return new PublishedStudio(process, address, watch.Elapsed);
    }

    /// <summary>Processor time since its start, of all its threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident bytes once they have stood still, within one percent, for five looks a second apart; or the last ones after the patience.</summary>
    public async Task<double> QuietMemoryAsync(TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        var looks = new List<double>();
        while (watch.Elapsed < patience)
        {
            _process.Refresh();
            looks.Add(_process.WorkingSet64);
            if (looks.Count >= QuietLooks && looks.TakeLast(QuietLooks).Max() <= 1.01 * looks.TakeLast(QuietLooks).Min())
                break;
            await Task.Delay(Look);
        }

        return looks[^1];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/login");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string RepositoryRoot()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
            if (File.Exists(Path.Combine(here.FullName, "ConvoStudio.sln")))
                return here.FullName;
        throw new DirectoryNotFoundException("No folder above the benchmarks holds ConvoStudio.sln.");
    }
}
