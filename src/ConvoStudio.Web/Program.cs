using ConvoStudio.Web.Api;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components;
using ConvoStudio.Web.Hosting;
using ConvoStudio.Web.Hubs;

var builder = WebApplication.CreateBuilder(args);
builder.AddDataFolder();
builder.AddDefaultAddress();
builder.AddTelemetry();
builder.AddStudio();
builder.AddSignIn();
builder.AddApi();
builder.AddApiDocument();
builder.AddHubs();
builder.AddHealth();
builder.AddConsole();

var app = builder.Build();
await app.PrepareStudioAsync();
await app.EnsureFirstKeyAsync();
app.UseErrorPages();
app.UseSecurityHeaders();
app.UseApiProblems();
app.UseSignIn();
app.UseApiLimits();
app.MapAssets();
app.MapHealth();
app.MapSignIn();
app.MapApi();
app.MapApiDocument();
app.MapHubs();
app.MapConsole();
app.AnnounceAddress();
await app.RunAsync();

/// <summary>Named so that tests can start the same program.</summary>
public sealed partial class Program;
