# Build: the .NET SDK, and Node for the browser libraries. Run: the runtime alone, not as root.
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY global.json ./
COPY src/Directory.Build.props src/Directory.Packages.props src/BannedSymbols.txt src/
COPY src/ConvoStudio.Engine/ConvoStudio.Engine.csproj src/ConvoStudio.Engine/packages.lock.json src/ConvoStudio.Engine/
COPY src/ConvoStudio.Application/ConvoStudio.Application.csproj src/ConvoStudio.Application/packages.lock.json src/ConvoStudio.Application/
COPY src/ConvoStudio.Web/ConvoStudio.Web.csproj src/ConvoStudio.Web/packages.lock.json src/ConvoStudio.Web/ClientAssets.targets src/ConvoStudio.Web/
RUN dotnet restore src/ConvoStudio.Web --locked-mode -p:PublishReadyToRun=true
COPY . .
RUN dotnet publish src/ConvoStudio.Web -c Release --no-restore --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o /app \
 && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV CONVOSTUDIO_DATA_DIR=/data ASPNETCORE_HTTP_PORTS=8080
VOLUME /data
EXPOSE 8080
USER $APP_UID
# The image has no curl: bash speaks to the port itself.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3"]
ENTRYPOINT ["dotnet", "ConvoStudio.Web.dll"]
