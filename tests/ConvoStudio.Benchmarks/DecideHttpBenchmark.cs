using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Api;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Benchmarks;

/// <summary>Durable decisions over loopback on 32 connections, against an endpoint that answers two bytes behind the same pipeline and the same key, in the same process and run.
/// The client writes prepared bytes and reads lengths only, so that it costs both the same and little.</summary>
internal sealed class DecideHttpBenchmark : IBenchmark
{
    private const int Connections = 32;
    private const int Conversations = 2000;
    private const int Rounds = 3;
    private const string Secret = "key-of-the-benchmark-0123456789";
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    public string Name => "decide-http";

    public async Task RunAsync(BenchmarkOutput output)
    {
        await RunAsync(output, "", SamplePlaybook.Configuration());
        foreach (var rules in (int[])[10, 100])
            await RunAsync(output, $"{rules}-rules-", SamplePlaybook.Ruled(rules));
        // A rule that counts across the customer's conversations holds the customer's gate and needs what was said there.
        await RunAsync(output, "10-rules-with-history-", SamplePlaybook.Ruled(9, "Say recommend at most 1000000 times per customer."));
    }

    private async Task RunAsync(BenchmarkOutput output, string variant, PlaybookConfiguration playbook)
    {
        var folder = Directory.CreateTempSubdirectory("convostudio-http-").FullName;
        try
        {
            await using var app = await StartAsync(folder, playbook);
            var address = new Uri(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
            var ids = await OpenAsync(app.Services.GetRequiredService<Studio>());
            await MeasureAsync(address, TrivialRequest, ids);
            await MeasureAsync(address, DecideRequest, ids);
            // In turns, so that a machine that slows down slows both.
            List<(double Rate, double Cpu, double[] Milliseconds)> trivial = [], decide = [];
            for (var round = 0; round < Rounds; round++)
            {
                trivial.Add(await MeasureAsync(address, TrivialRequest, ids));
                decide.Add(await MeasureAsync(address, DecideRequest, ids));
            }

            var settings = $"{Connections} connections, {Conversations} conversations, 10 actions, d 32, {Rounds} rounds of {Span.TotalSeconds} s{(variant.Length == 0 ? "" : $", {variant}")}";
            var (trivialRate, decideRate) = (trivial.Average(t => t.Rate), decide.Average(d => d.Rate));
            double[] latencies = [.. decide.SelectMany(d => d.Milliseconds).Order()];
            output.Write(Name, variant + "trivial-requests-per-second", trivialRate, "1/s", settings);
            output.Write(Name, variant + "decisions-per-second", decideRate, "1/s", settings);
            output.Write(Name, variant + "ratio", decideRate / trivialRate, "", settings);
            // Client included. Unlike the rates it hardly depends on what else the machine does.
            output.Write(Name, variant + "trivial-processor-microseconds", trivial.Average(t => t.Cpu), "us", settings);
            output.Write(Name, variant + "decision-processor-microseconds", decide.Average(d => d.Cpu), "us", settings);
            output.Write(Name, variant + "p50", latencies[latencies.Length / 2], "ms", settings);
            output.Write(Name, variant + "p99", latencies[latencies.Length * 99 / 100], "ms", settings);
            await app.StopAsync();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    // The services and the pipeline of the program, without its pages.
    private static async Task<WebApplication> StartAsync(string folder, PlaybookConfiguration playbook)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration[PersistenceRegistration.DataFolderVariable] = folder;
        builder.Configuration[ApiKeyDefaults.FirstKeySetting] = Secret;
        builder.Configuration["Api:RequestsPerSecond"] = "1000000";
        builder.Configuration["Api:Burst"] = "1000000";
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddStudio();
        builder.AddSignIn();
        builder.AddApi();
        builder.Services.AddAntiforgery();
        var app = builder.Build();
        await app.Services.GetRequiredService<StudioDatabase>().OpenAsync();
        await app.EnsureFirstKeyAsync();
        await app.Services.GetRequiredService<IConfigurations>().ActivateAsync(playbook, "benchmark");
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UseSignIn();
        app.UseApiLimits();
        app.MapApi();
        app.MapPost("/api/trivial", () => Results.Text("ok")).RequireApiKey(UseCase.Decide);
        await app.StartAsync();
        return app;
    }

    private static async Task<Guid[]> OpenAsync(Studio studio)
    {
        var ids = new Guid[Conversations];
        await Parallel.ForAsync(0, Conversations, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, token) =>
        {
            var answer = await studio.Conversations.OpenAsync(
                new OpenConversation("benchmark", SamplePlaybook.Key, $"customer-{i}", null, "web", null, null, null, null, null), RequestIdentity.Of($"open-{i}", "open", []), token);
            ids[i] = System.Text.Json.JsonSerializer.Deserialize(answer.Body.Span, AnswerJson.Default.OpenedAnswer)!.ConversationId;
        });
        return ids;
    }

    private static string TrivialRequest(Guid id, long number) => Request("/api/trivial", $$"""{"idempotencyKey":"{{number}}"}""");

    private static string DecideRequest(Guid id, long number) => Request($"/api/v1/conversations/{id}/decisions", $$"""{"idempotencyKey":"{{number}}"}""");

    private static string Request(string path, string body) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {Secret}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static async Task<(double Rate, double Cpu, double[] Milliseconds)> MeasureAsync(Uri address, Func<Guid, long, string> request, Guid[] ids)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var answered = await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(() => SendAsync(address, request, ids, connection, watch))));
        var count = answered.Sum(a => a.Count);
        return (count / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count, [.. answered.SelectMany(a => a)]);
    }

    private static long _number;

    private static async Task<List<double>> SendAsync(Uri address, Func<Guid, long, string> request, Guid[] ids, int connection, Stopwatch watch)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        var buffer = new byte[64 * 1024];
        List<double> milliseconds = [];
        for (var i = connection; watch.Elapsed < Span; i += Connections)
        {
            var bytes = Encoding.ASCII.GetBytes(request(ids[i % ids.Length], Interlocked.Increment(ref _number)));
            var begun = Stopwatch.GetTimestamp();
            await socket.SendAsync(bytes);
            await ReceiveAsync(socket, buffer);
            milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return milliseconds;
    }

    private static async Task ReceiveAsync(Socket socket, byte[] buffer)
    {
        int filled = 0, expected = -1;
        while (expected < 0 || filled < expected)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");
            filled += read;
            if (expected < 0)
                expected = ExpectedLength(buffer.AsSpan(0, filled));
        }
    }

    private static int ExpectedLength(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return -1;
        if (!answer.StartsWith("HTTP/1.1 20"u8))
            throw new InvalidOperationException(Encoding.ASCII.GetString(answer));
        var length = answer.IndexOf("Content-Length: "u8);
        return System.Buffers.Text.Utf8Parser.TryParse(answer[(length + 16)..], out int body, out _)
            ? head + 4 + body
            : throw new InvalidOperationException("The answer has no length.");
    }
}
