using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ConvoStudio.Web.Hosting;

/// <summary>Metrics and traces. They leave the process only when OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
public static class TelemetryExtensions
{
    /// <summary>The name every ActivitySource and Meter of the studio carries.</summary>
    public const string SourceName = "ConvoStudio";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(SourceName))
            .WithMetrics(metrics => metrics.AddMeter(SourceName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel").AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource(SourceName).AddAspNetCoreInstrumentation());
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) telemetry.UseOtlpExporter();
    }
}
